//! Names in an expression that nothing declares.

use cel::IdedExpr;
use cel::common::ast::{EntryExpr, Expr, IdedEntryExpr};

/// Names of types: `type(x) == string`.
const TYPES: &[&str] = &[
    "bool",
    "bytes",
    "double",
    "duration",
    "dyn",
    "int",
    "list",
    "map",
    "null_type",
    "string",
    "timestamp",
    "type",
    "uint",
];

/// Names that are in scope, the innermost last.
pub(crate) struct Scope<'e>(Vec<&'e str>);

impl<'e> Scope<'e> {
    /// A scope of these names and no others.
    pub(crate) fn of(known: &[&'e str]) -> Self {
        Self(known.iter().chain(TYPES).copied().collect())
    }

    /// Adds every name in an expression that is not in scope where it stands, in reading order.
    pub(crate) fn free(&mut self, expression: &'e IdedExpr, found: &mut Vec<&'e str>) {
        match &expression.expr {
            Expr::Unspecified | Expr::Literal(_) => {}
            Expr::Ident(name) => found.extend(Some(name.as_str()).filter(|name| !self.declares(name))),
            Expr::Select(select) => self.free(&select.operand, found),
            Expr::Call(call) => {
                call.target.iter().for_each(|target| self.free(target, found));
                call.args.iter().for_each(|argument| self.free(argument, found));
            }
            Expr::List(list) => list.elements.iter().for_each(|item| self.free(item, found)),
            Expr::Map(map) => map.entries.iter().for_each(|entry| self.entry(entry, found)),
            Expr::Struct(members) => members.entries.iter().for_each(|entry| self.entry(entry, found)),
            Expr::Comprehension(all) => {
                self.free(&all.iter_range, found);
                self.free(&all.accu_init, found);
                let outer = self.0.len();
                self.0.extend([all.iter_var.as_str(), all.accu_var.as_str()]);
                self.0.extend(all.iter_var2.as_deref());
                for inner in [&all.loop_cond, &all.loop_step, &all.result] {
                    self.free(inner, found);
                }
                self.0.truncate(outer);
            }
        }
    }

    fn entry(&mut self, entry: &'e IdedEntryExpr, found: &mut Vec<&'e str>) {
        match &entry.expr {
            EntryExpr::StructField(field) => self.free(&field.value, found),
            EntryExpr::MapEntry(entry) => {
                self.free(&entry.key, found);
                self.free(&entry.value, found);
            }
        }
    }

    /// The expander of macros has names of its own, which begin with a sign that no user can write.
    fn declares(&self, name: &str) -> bool {
        name.starts_with('@') || self.0.contains(&name)
    }
}
