-- What is kept in stores, in lists by section.

CREATE TABLE stock_list (id TEXT PRIMARY KEY, section TEXT NOT NULL);
-- The teams that use a list; of none, everybody does.
CREATE TABLE stock_list_team (list TEXT NOT NULL, team TEXT NOT NULL, PRIMARY KEY (list, team));
CREATE TABLE stock_item (id TEXT PRIMARY KEY, code TEXT NOT NULL, label TEXT NOT NULL, unit TEXT NOT NULL);
-- In which list a thing is.
CREATE TABLE stock_list_item (item TEXT PRIMARY KEY, list TEXT NOT NULL);
CREATE INDEX stock_list_item_list ON stock_list_item (list);
