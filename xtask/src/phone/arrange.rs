//! Puts the functions of a WebAssembly module in an order that compresses well: each next to those it
//! shares the most with. What the instances of one generic function have in common is then found close by,
//! and a phone fetches less.

use std::collections::VecDeque;
use std::convert::Infallible;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// So many bytes in a row count as shared: long enough to be worth a reference.
const RUN_BYTES: usize = 6;
/// What more functions than this have is everywhere: it says nothing of which belong together.
const SHARED_BY_MAX: usize = 400;
/// How far back is looked: what is close costs fewer bits.
const WINDOW_BYTES: usize = 16_000;

/// The same module, its functions in an order that compresses well.
///
/// # Errors
/// These are not the bytes of a module.
pub(super) fn arrange(module: &[u8]) -> Result<Vec<u8>> {
    rewritten(&mut Arranging::read(module)?, module)
}

/// The module as `by` writes it.
///
/// # Errors
/// These are not the bytes of a module.
pub(super) fn rewritten(by: &mut impl Reencode<Error = Infallible>, module: &[u8]) -> Result<Vec<u8>> {
    let mut written = Module::new();
    by.parse_core_module(&mut written, Parser::new(0), module)
        .map_err(|error| anyhow!("the WebAssembly cannot be written again: {error}"))?;
    Ok(written.finish())
}

/// The places of `bodies`, each followed by the one that shares most, for its length, with those
/// just before.
fn neighbours(bodies: &[&[u8]]) -> Vec<usize> {
    let shared = Shared::among(bodies);
    let mut times_in_window = vec![0_u32; shared.functions.len()];
    let mut scores = vec![0_u32; bodies.len()];
    let (mut window, mut window_bytes) = (VecDeque::new(), 0);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    // A short function should not come first for the little it has: a few bytes are added.
    let worth = |scores: &[u32], at: usize| f64::from(scores[at]) / (bodies[at].len() + 20) as f64;
    while let Some(first) = left.first() {
        let (mut best, mut best_worth) = (0, worth(&scores, *first));
        for (place, at) in left.iter().enumerate().skip(1) {
            let worth = worth(&scores, *at);
            if worth > best_worth {
                (best, best_worth) = (place, worth);
            }
        }
        let chosen = left.remove(best);
        order.push(chosen);
        window.push_back(chosen);
        window_bytes += bodies[chosen].len();
        for run in &shared.runs[chosen] {
            times_in_window[*run] += 1;
            if times_in_window[*run] == 1 {
                shared.functions[*run].iter().for_each(|at| scores[*at] += 1);
            }
        }
        while window_bytes > WINDOW_BYTES && window.len() > 1 {
            let Some(gone) = window.pop_front() else { break };
            window_bytes -= bodies[gone].len();
            for run in &shared.runs[gone] {
                times_in_window[*run] -= 1;
                if times_in_window[*run] == 0 {
                    shared.functions[*run].iter().for_each(|at| scores[*at] -= 1);
                }
            }
        }
    }
    order
}

/// The runs of bytes that several functions have.
struct Shared {
    /// The functions that have each run.
    functions: Vec<Vec<usize>>,
    /// The runs of each function.
    runs: Vec<Vec<usize>>,
}

impl Shared {
    fn among(bodies: &[&[u8]]) -> Self {
        let mut all: Vec<(&[u8], usize)> = bodies
            .iter()
            .enumerate()
            .flat_map(|(at, body)| body.windows(RUN_BYTES).map(move |run| (run, at)))
            .collect();
        all.sort_unstable();
        all.dedup();
        let mut shared = Self { functions: Vec::new(), runs: vec![Vec::new(); bodies.len()] };
        for same in all.chunk_by(|one, next| one.0 == next.0) {
            if (2..=SHARED_BY_MAX).contains(&same.len()) {
                for (_, at) in same {
                    shared.runs[*at].push(shared.functions.len());
                }
                shared.functions.push(same.iter().map(|(_, at)| *at).collect());
            }
        }
        shared
    }
}

struct Arranging {
    /// Imported functions come first, in an order that is not ours.
    imported: u32,
    /// The functions of the module, by their old place, in their new order.
    order: Vec<usize>,
    /// The new place of each, by its old one.
    places: Vec<u32>,
}

impl Arranging {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other sections say nothing of functions")]
    fn read(module: &[u8]) -> Result<Self> {
        let (mut imported, mut bodies) = (0, Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        let order = neighbours(&bodies);
        let mut places = vec![0; order.len()];
        for (place, own) in (0..).zip(&order) {
            places[*own] = place;
        }
        Ok(Self { imported, order, places })
    }

    /// `items`, one for each of our functions, in the new order.
    fn arranged<T>(&self, items: Vec<T>) -> impl Iterator<Item = T> {
        let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
        self.order.iter().filter_map(move |own| items.get_mut(*own).and_then(Option::take))
    }
}

type Done<T = ()> = Result<T, Error<Infallible>>;

impl Reencode for Arranging {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Done<u32> {
        let place = function.checked_sub(self.imported).and_then(|own| self.places.get(own as usize));
        Ok(place.map_or(function, |place| self.imported + place))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Done {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for kind in self.arranged(types) {
            functions.function(kind);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Done {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        let bodies: Vec<_> = self.arranged(bodies).collect();
        bodies.into_iter().try_for_each(|body| self.parse_function_body(code, body))
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, Function, ImportSection, TypeSection, ValType,
    };

    use super::*;

    const ALIKE: [i32; 3] = [1_000_001, 1_000_002, 1_000_003];
    const OTHER: [i32; 3] = [-7_000_001, -7_000_002, -7_000_003];

    /// Three functions, the first and the last alike, the last exported: it calls the one between.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("outside", "imported", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0).function(0);
        let mut exports = ExportSection::new();
        exports.export("last", ExportKind::Func, 3);
        let mut code = CodeSection::new();
        for (numbers, called) in [(ALIKE, 0), (OTHER, 0), (ALIKE, 2)] {
            let mut body = Function::new([]);
            for number in numbers {
                body.instructions().i32_const(number).drop();
            }
            body.instructions().call(called).end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    #[test]
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other sections are as they were")]
    fn functions_come_next_to_their_like_and_find_each_other() -> Result<()> {
        let arranged = arrange(&module())?;
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(&arranged) {
            match payload? {
                Payload::CodeSectionEntry(body) => {
                    let operators =
                        body.get_operators_reader()?.into_iter().collect::<Result<Vec<_>, _>>()?;
                    bodies.push(format!("{:?} {:?}", operators[0], operators[6]));
                }
                Payload::ExportSection(exports) => {
                    let indices: Vec<u32> = exports
                        .into_iter()
                        .map(|export| export.map(|export| export.index))
                        .collect::<Result<_, _>>()?;
                    assert_eq!(indices, [2]);
                }
                _ => {}
            }
        }
        assert_eq!(
            bodies,
            [
                "I32Const { value: 1000001 } Call { function_index: 0 }",
                "I32Const { value: 1000001 } Call { function_index: 3 }",
                "I32Const { value: -7000001 } Call { function_index: 0 }",
            ]
        );
        Ok(())
    }

    #[test]
    fn rubbish_is_an_error() {
        assert!(arrange(b"not WebAssembly").is_err());
    }
}
