//! One source file, read as Rust: what it defines, what it imports, its strings, its functions.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Block, ImplItemFn, Item, ItemFn, TraitItemFn, UseTree, Visibility};

/// A path as it is written, from its first segment: `crate::engine::Engine`.
pub(crate) type Path = Vec<String>;

/// What is known of a source file.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Its path in the repository, with `/`.
    pub(crate) file: String,
    /// Its lines.
    pub(crate) lines: usize,
    /// Names it defines at its top level.
    pub(crate) defines: Vec<String>,
    /// Names it hands on from elsewhere (`pub use`), and what each is.
    pub(crate) hands_on: BTreeMap<String, Path>,
    /// Every path it names, by `use` or in its code, where the first segment is a crate, `crate` or `super`.
    pub(crate) paths: Vec<Path>,
    /// Every string and the line it begins in.
    pub(crate) strings: Vec<(usize, String)>,
    /// Every identifier and the line it stands in.
    pub(crate) identifiers: Vec<(usize, String)>,
    /// Every function: its name, the line it begins in, the lines of its body.
    pub(crate) functions: Vec<(String, usize, usize)>,
    /// Every comment and the line it stands in.
    pub(crate) comments: Vec<(usize, String)>,
}

/// Reads a source file. Code of `#[cfg(test)]` modules counts as code of the file, but imports nothing.
pub(crate) fn read(file: &str, text: &str) -> Source {
    let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut source = Source { file: file.to_owned(), lines: text.lines().count(), ..Source::default() };
    for item in &syntax.items {
        source.take_item(item);
    }
    for item in syntax.items.iter().filter(|item| !is_test(item)) {
        source.take_paths(&quote(item));
    }
    source.take_tokens(&text.parse().unwrap_or_else(|error| panic!("{file}: {error}")));
    Functions(&mut source).visit_file(&syntax);
    for (at, line) in text.lines().enumerate() {
        if let Some((_, comment)) = line.split_once("//") {
            source.comments.push((at + 1, comment.to_owned()));
        }
    }
    source
}

/// The tokens of an item, its own `use` trees left to [`Source::take_item`].
fn quote(item: &Item) -> TokenStream {
    if matches!(item, Item::Use(_)) { TokenStream::new() } else { quote::ToTokens::to_token_stream(item) }
}

/// Whether an item is only there for tests.
fn is_test(item: &Item) -> bool {
    let Item::Mod(module) = item else { return false };
    module.attrs.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && quote::ToTokens::to_token_stream(attribute).to_string().contains("test")
    })
}

impl Source {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the library's list of items is long and grows")]
    fn take_item(&mut self, item: &Item) {
        let name = match item {
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Macro(item) => match &item.ident {
                Some(name) => name,
                None => return,
            },
            Item::Use(item) => {
                let mut leaves = Vec::new();
                flatten(&item.tree, &mut Vec::new(), &mut leaves);
                for (path, name) in leaves {
                    if matches!(item.vis, Visibility::Inherited) {
                        self.paths.push(path);
                    } else {
                        self.hands_on.insert(name, path);
                    }
                }
                return;
            }
            _ => return,
        };
        self.defines.push(name.to_string());
    }

    /// Paths in code, those in macros too: `a :: b :: c`.
    fn take_paths(&mut self, tokens: &TokenStream) {
        let mut path: Path = Vec::new();
        let mut colons = 0;
        for token in tokens.clone() {
            match &token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.keep_path(std::mem::take(&mut path));
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.take_paths(&group.stream());
                    self.keep_path(std::mem::take(&mut path));
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.keep_path(std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.keep_path(path);
    }

    fn keep_path(&mut self, path: Path) {
        if path.len() > 1 {
            self.paths.push(path);
        }
    }

    fn take_tokens(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            let line = token.span().start().line;
            match token {
                TokenTree::Group(group) => self.take_tokens(&group.stream()),
                TokenTree::Ident(name) => self.identifiers.push((line, name.to_string())),
                TokenTree::Literal(literal) => {
                    if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                        self.strings.push((line, text.value()));
                    }
                }
                TokenTree::Punct(_) => {}
            }
        }
    }
}

/// The leaves of a `use`: each path, and the name it has here.
fn flatten(tree: &UseTree, before: &mut Path, leaves: &mut Vec<(Path, String)>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, leaves);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, leaves)),
        UseTree::Name(name) if name.ident == "self" => {
            leaves.push((before.clone(), before.last().cloned().unwrap_or_default()));
        }
        UseTree::Name(name) => leaves.push(leaf(before, &name.ident.to_string(), &name.ident.to_string())),
        UseTree::Rename(name) => leaves.push(leaf(before, &name.ident.to_string(), &name.rename.to_string())),
        UseTree::Glob(_) => leaves.push(leaf(before, "*", "*")),
    }
}

fn leaf(before: &Path, end: &str, name: &str) -> (Path, String) {
    (before.iter().cloned().chain([end.to_owned()]).collect(), name.to_owned())
}

/// Collects functions.
struct Functions<'a>(&'a mut Source);

impl Functions<'_> {
    fn take(&mut self, name: &syn::Ident, block: &Block) {
        let span = block.span();
        let lines = (span.end().line - span.start().line).saturating_sub(1);
        self.0.functions.push((name.to_string(), name.span().start().line, lines));
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.take(&item.sig.ident, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.take(&item.sig.ident, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if let Some(block) = &item.default {
            self.take(&item.sig.ident, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}
