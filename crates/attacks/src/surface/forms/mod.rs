//! The forms of rows that are used in more than one way, a file for each part of the protocol.

mod definitions;
mod messages;
mod offers;
mod results;

use super::form::Forms;
use super::{Form, Surface};

const PARTS: [&[Forms]; 4] = [&messages::FORMS, &definitions::FORMS, &results::FORMS, &offers::FORMS];

fn forms(row: &str) -> Option<&'static Forms> {
    PARTS.into_iter().flatten().find(|forms| forms.row == row)
}

impl Surface {
    /// What its first form is, where it has several.
    pub fn first_form(&self) -> Option<&'static str> {
        forms(self.id).map(|forms| forms.first)
    }

    /// The forms beside the first.
    pub fn forms(&self) -> &'static [Form] {
        forms(self.id).map_or(&[], |forms| forms.others)
    }

    /// What of it is not executed, and why: by the row's own account and by that of its forms.
    pub fn remainder(&self) -> String {
        let of_forms = forms(self.id).and_then(|forms| forms.left);
        self.left.into_iter().chain(of_forms).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::PARTS;
    use crate::{Execution, SURFACES};
    use std::collections::BTreeSet;

    #[test]
    fn every_form_belongs_to_a_row_that_is_carried() {
        let mut rows = BTreeSet::new();
        for forms in PARTS.into_iter().flatten() {
            let row = SURFACES.iter().find(|surface| surface.id == forms.row).unwrap();
            assert!(matches!(row.execution, Execution::Carried(_)), "{}", forms.row);
            assert!(rows.insert(forms.row), "{}: its forms stand together", forms.row);
            assert!(!forms.first.is_empty() && !forms.others.is_empty(), "{}", forms.row);
            let mut ids = BTreeSet::new();
            for form in forms.others {
                let plain = |char: char| char.is_ascii_lowercase() || char == '-';
                assert!(!form.id.is_empty() && form.id.chars().all(plain), "{}:{}", forms.row, form.id);
                assert!(ids.insert(form.id) && !form.what.is_empty(), "{}:{}", forms.row, form.id);
            }
        }
    }
}
