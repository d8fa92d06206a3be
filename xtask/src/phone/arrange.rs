//! Puts the functions of a WebAssembly module in the order of their names. The instances of one
//! generic function become neighbours, where gzip, which looks 32 kB back, finds what they share:
//! a phone fetches an eighth less. The names themselves are left out.

use std::convert::Infallible;

use anyhow::{Result, anyhow, ensure};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionSectionReader, KnownCustom, Name, Parser, Payload,
    TypeRef,
};

/// The same module, its functions in the order of the names it holds.
///
/// # Errors
/// These are not the bytes of a module with a section of names.
pub(super) fn arrange(module: &[u8]) -> Result<Vec<u8>> {
    let mut arranging = Arranging::read(module)?;
    let mut arranged = Module::new();
    arranging
        .parse_core_module(&mut arranged, Parser::new(0), module)
        .map_err(|error| anyhow!("the WebAssembly cannot be written again: {error}"))?;
    Ok(arranged.finish())
}

struct Arranging {
    /// Imported functions come first, in an order that is not ours.
    imported: u32,
    /// The functions of the module, by their old place, in their new order.
    order: Vec<u32>,
    /// The new place of each, by its old one.
    places: Vec<u32>,
}

impl Arranging {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other sections say nothing of functions")]
    fn read(module: &[u8]) -> Result<Self> {
        let (mut imported, mut count, mut names) = (0, 0, Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::FunctionSection(functions) => count = functions.count(),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(known) = section.as_known() {
                        for subsection in known {
                            if let Name::Function(functions) = subsection? {
                                for named in functions {
                                    let named = named?;
                                    names.push((named.name, named.index));
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        let mut named = vec![""; usize::try_from(count)?];
        for (name, index) in names {
            if let Some(place) = index.checked_sub(imported).and_then(|own| named.get_mut(own as usize)) {
                *place = name;
            }
        }
        ensure!(named.iter().any(|name| !name.is_empty()), "the WebAssembly names none of its functions");
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_by_key(|own| named.get(*own as usize));
        let mut places = vec![0; order.len()];
        for (place, own) in (0..).zip(&order) {
            places[*own as usize] = place;
        }
        Ok(Self { imported, order, places })
    }

    /// `items`, one for each of our functions, in the new order.
    fn arranged<T>(&self, items: Vec<T>) -> impl Iterator<Item = T> {
        let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
        self.order.iter().filter_map(move |own| items.get_mut(*own as usize).and_then(Option::take))
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

    fn parse_custom_section(&mut self, module: &mut Module, section: CustomSectionReader<'_>) -> Done {
        if !matches!(section.as_known(), KnownCustom::Name(_)) {
            module.section(&self.custom_section(section)?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, Function, ImportSection, NameMap, NameSection, TypeSection,
        ValType,
    };

    use super::*;

    /// `zebra` returns 7, `ape` returns what `zebra` does; `ape` is exported.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("outside", "imported", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        let mut exports = ExportSection::new();
        exports.export("ape", ExportKind::Func, 2);
        let mut code = CodeSection::new();
        let (mut zebra, mut ape) = (Function::new([]), Function::new([]));
        zebra.instructions().i32_const(7).end();
        ape.instructions().call(1).end();
        code.function(&zebra).function(&ape);
        let mut named = NameMap::new();
        named.append(0, "imported");
        named.append(1, "zebra");
        named.append(2, "ape");
        let mut names = NameSection::new();
        names.functions(&named);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&exports)
            .section(&code)
            .section(&names);
        module.finish()
    }

    #[test]
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other sections are as they were")]
    fn functions_come_in_the_order_of_their_names_and_find_each_other() -> Result<()> {
        let arranged = arrange(&module())?;
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(&arranged) {
            match payload? {
                Payload::CodeSectionEntry(body) => {
                    let first = body.get_operators_reader()?.read()?;
                    bodies.push(format!("{first:?}"));
                }
                Payload::ExportSection(exports) => {
                    let indices: Vec<u32> = exports
                        .into_iter()
                        .map(|export| export.map(|export| export.index))
                        .collect::<Result<_, _>>()?;
                    assert_eq!(indices, [1]);
                }
                Payload::CustomSection(section) => panic!("{} is left", section.name()),
                _ => {}
            }
        }
        assert_eq!(bodies, ["Call { function_index: 2 }", "I32Const { value: 7 }"]);
        Ok(())
    }

    #[test]
    fn a_module_without_names_is_an_error() {
        assert!(arrange(&Module::new().finish()).is_err());
    }
}
