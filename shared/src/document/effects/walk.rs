//! One walk over the operations of a change: each is checked against what may stand at its place,
//! and those that reach into what was there before become effects.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{ActorId, Change, ChangeHash, ObjId, ObjType, ReadDoc as _};

use crate::document::core::Document;
use crate::document::effect::{Effect, EffectAt};
use crate::document::effects::object::Object;
use crate::document::error::DocumentError;
use crate::document::shape::{Place, Shape, wrong};

/// The id of an operation, and of the object it makes.
type Id = (u64, ActorId);

/// What a change does, as far as its operations have been looked at.
pub(crate) struct Walk<'a> {
    before: &'a Document,
    shape: &'static Shape,
    dependencies: &'a [ChangeHash],
    actor: &'a ActorId,
    /// Objects the change touches or makes.
    objects: Vec<Object>,
    at: BTreeMap<Option<Id>, usize>,
    /// The values under keys that are written, as the author had seen them.
    seen: BTreeMap<(usize, String), BTreeSet<Id>>,
    found: Vec<Found>,
}

/// Something done to what was there before.
struct Found {
    place: &'static Place,
    effect: Effect,
    key: String,
    /// The object it is in, and the one it makes.
    inside: usize,
    makes: Option<usize>,
}

type Checked<T = ()> = Result<T, DocumentError>;

impl<'a> Walk<'a> {
    /// Looks at every one of the operations of a change whose dependencies are in the document.
    ///
    /// # Errors
    /// What [`super::effects`] says of a change that is wrong whatever the document holds.
    pub(crate) fn over(
        before: &'a Document,
        shape: &'static Shape,
        change: &'a Change,
        operations: &[Op],
    ) -> Checked<Self> {
        let root = Object::root(before.is_empty());
        let mut walk = Self {
            before,
            shape,
            dependencies: change.deps(),
            actor: change.actor_id(),
            objects: vec![root],
            at: BTreeMap::from([(None, 0)]),
            seen: BTreeMap::new(),
            found: Vec::new(),
        };
        for (op, counter) in operations.iter().zip(change.start_op().get()..) {
            let inside = walk.object(&op.obj)?;
            match &op.key {
                Key::Map(key) => walk.value(op, counter, inside, key)?,
                Key::Seq(_) => walk.letter(op, inside)?,
            }
        }
        walk.objects
            .iter()
            .filter(|object| object.made)
            .try_for_each(|object| object.complete(before, shape))?;
        Ok(walk)
    }

    /// The texts of before that were written in.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Object> {
        self.objects.iter().filter(|object| !object.made && object.inserted + object.deleted.len() > 0)
    }

    /// What the policy has to allow, in the order of paths, each once.
    pub(crate) fn effects(&self) -> Vec<EffectAt> {
        let mut effects: Vec<EffectAt> = self.found.iter().map(|found| self.effect(found)).collect();
        effects.extend(self.texts().map(|text| EffectAt {
            path: text.place.path.to_owned(),
            effect: Effect::Splice,
            by: None,
            fact: None,
        }));
        if let Some(root) = self.objects.first().filter(|root| root.made) {
            let by = root.by(self.before);
            effects.push(EffectAt { path: String::new(), effect: Effect::Create, by, fact: None });
        }
        effects.sort();
        effects.dedup();
        effects
    }

    fn effect(&self, found: &Found) -> EffectAt {
        let path = found.place.path;
        let made = found.makes.and_then(|at| self.objects.get(at));
        let named = self.shape.named_by_kind.contains(&path);
        let kind = made.filter(|_| named).and_then(|object| object.text("kind"));
        let fact_maps = self.shape.fact_maps;
        let fact = fact_maps.iter().any(|map| path.strip_suffix("/*") == Some(map));
        let in_fact = fact_maps.iter().any(|map| path.split('/').next() == Some(map));
        let whose = if in_fact { self.objects.get(found.inside) } else { None };
        EffectAt {
            path: kind.map_or_else(|| path.to_owned(), |kind| path.replace('*', kind)),
            effect: found.effect,
            by: made.or(whose).and_then(|object| object.by(self.before)),
            fact: if fact && made.is_some() { found.key.parse().ok() } else { None },
        }
    }

    /// Where the object with this id is among those touched.
    fn object(&mut self, id: &ObjectId) -> Checked<usize> {
        let id = match id {
            ObjectId::Root => None,
            ObjectId::Id(id) => Some((id.counter(), id.actor().clone())),
        };
        if let Some(at) = self.at.get(&id) {
            return Ok(*at);
        }
        let Some((counter, actor)) = id.clone() else { return Ok(0) };
        let object = Object::found(self.before, self.shape, ObjId::Id(counter, actor, 0))?;
        Ok(self.add(id, object))
    }

    fn add(&mut self, id: Option<Id>, object: Object) -> usize {
        let at = self.objects.len();
        self.objects.push(object);
        self.at.insert(id, at);
        at
    }

    /// A value put into a map, or taken out.
    fn value(&mut self, op: &Op, counter: u64, inside: usize, key: &str) -> Checked {
        let Some(map) = self.objects.get_mut(inside) else { return Ok(()) };
        let path = map.path_to(key);
        let Some(place) = self.shape.child(map.place, key) else {
            return Err(wrong(&path, "nothing"));
        };
        let fits = match &op.action {
            _ if op.insert => Err(wrong(&path, "a value")),
            OpType::Put(value) => place.accepts(value, &path),
            OpType::Make(object) if place.is_made_as(*object) => Ok(()),
            OpType::Delete => Ok(()),
            OpType::Make(_) | OpType::Increment(_) | OpType::MarkBegin(_) | OpType::MarkEnd(_) => {
                Err(wrong(&path, "a value"))
            }
        };
        fits?;
        let made = map.made;
        if made {
            map.fill(key, place, op)?;
        } else {
            self.reach_into(op, counter, inside, place, key)?;
        }
        if let OpType::Make(_) = op.action {
            let itself = (counter, self.actor.clone());
            let object = Object::new(ObjId::Id(counter, itself.1.clone(), 0), place, path, true);
            let makes = self.add(Some(itself), object);
            if let Some(found) = self.found.last_mut().filter(|_| !made) {
                found.makes = Some(makes);
            }
        }
        Ok(())
    }

    /// Takes note of an effect on what was there before.
    fn reach_into(
        &mut self,
        op: &Op,
        counter: u64,
        inside: usize,
        place: &'static Place,
        key: &str,
    ) -> Checked {
        let itself = self.actor.clone();
        let seen = self.seen(inside, key)?;
        // Automerge takes away whatever an operation names, wherever it stands.
        let foreign = op.pred.iter().any(|id| !seen.contains(&(id.counter(), id.actor().clone())));
        let nothing = matches!(op.action, OpType::Delete) && op.pred.is_empty();
        let unseen = seen.is_empty();
        seen.insert((counter, itself));
        if foreign || nothing {
            let path = self.objects.get(inside).map(|map| map.path_to(key)).unwrap_or_default();
            return Err(wrong(&path, "what was there"));
        }
        let effect = match op.action {
            OpType::Delete => Effect::Delete,
            OpType::Make(_)
            | OpType::Put(_)
            | OpType::Increment(_)
            | OpType::MarkBegin(_)
            | OpType::MarkEnd(_) => {
                if unseen && !(place.is_entry() && self.is_taken(inside, key)) {
                    Effect::Insert
                } else {
                    Effect::Put
                }
            }
        };
        self.found.push(Found { place, effect, key: key.to_owned(), inside, makes: None });
        Ok(())
    }

    /// The values under a key at the change's dependencies, and those the change itself put there.
    fn seen(&mut self, inside: usize, key: &str) -> Checked<&mut BTreeSet<Id>> {
        match self.seen.entry((inside, key.to_owned())) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(new) => {
                let values = self
                    .objects
                    .get(inside)
                    .map(|map| self.before.automerge().get_all_at(&map.id, key, self.dependencies));
                let values = values.transpose().map_err(DocumentError::corrupt)?.unwrap_or_default();
                Ok(new.insert(values.into_iter().filter_map(|(_, id)| id_of(id)).collect()))
            }
        }
    }

    /// Whether a key is taken by now: the keys of entries are fresh, nobody meets on one by chance.
    fn is_taken(&self, inside: usize, key: &str) -> bool {
        let values = self.objects.get(inside).map(|map| self.before.automerge().get_all(&map.id, key));
        values.is_some_and(|values| values.is_ok_and(|values| !values.is_empty()))
    }

    /// A letter put into a text, or taken out.
    fn letter(&mut self, op: &Op, inside: usize) -> Checked {
        let Some(text) = self.objects.get_mut(inside) else { return Ok(()) };
        let holds_letters = text.place.is_made_as(ObjType::Text);
        let spelled = holds_letters.then(|| text.spell(op)).flatten();
        spelled.ok_or_else(|| wrong(&text.path, "letters of a text"))
    }
}

fn id_of(object: ObjId) -> Option<Id> {
    match object {
        ObjId::Id(counter, actor, _) => Some((counter, actor)),
        ObjId::Root => None,
    }
}
