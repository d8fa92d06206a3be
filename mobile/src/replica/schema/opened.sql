
-- Work orders somebody has opened on this phone; the others are new. Those of before there was this are not.
CREATE TABLE opened (id BLOB PRIMARY KEY) WITHOUT ROWID;
INSERT INTO opened SELECT id FROM order_line;
