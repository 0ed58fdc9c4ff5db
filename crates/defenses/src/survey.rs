//! Everything that a service defines, as it lists it.

use crate::Defined;
use serde_json::json;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use wire::{Client, Hello, LinkError};

/// Pages that are read of a list. Pagination need not end (surface TL19).
const MOST_PAGES: usize = 50;

/// The definitions of a service, as raw JSON by kind and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surveyed {
    /// Instructions for the model.
    pub instructions: Option<String>,
    /// The definitions. Kinds that the service does not list are left out.
    pub definitions: BTreeMap<Defined, BTreeMap<String, String>>,
}

/// The members of an object, the last of those with the same name.
type Members<'m> = BTreeMap<String, &'m RawValue>;

/// Asks a service for all its definitions of these kinds.
///
/// # Errors
/// As the link; and when a name is defined twice, or a list does not end.
pub async fn survey(client: &mut Client, hello: &Hello, kinds: &[Defined]) -> Result<Surveyed, LinkError> {
    let mut found = Surveyed { instructions: hello.instructions.clone(), ..Surveyed::default() };
    for &kind in kinds {
        if let Some(list) = list(client, kind).await? {
            found.definitions.insert(kind, list);
        }
    }
    Ok(found)
}

/// All definitions of a kind; `None` when the service refuses to list them.
async fn list(client: &mut Client, kind: Defined) -> Result<Option<BTreeMap<String, String>>, LinkError> {
    let mut found = BTreeMap::new();
    let mut params = json!({});
    for _ in 0..MOST_PAGES {
        let answer = client.request(kind.method(), params).await?;
        let Some(result) = answer.result_json() else { return Ok(None) };
        let broken = |what: String| LinkError::Protocol {
            peer: "the service".into(),
            what: format!("its answer to `{}`: {what}", kind.method()),
            excerpt: wire::excerpt(result),
        };
        let page: Members<'_> = serde_json::from_str(result).map_err(|error| broken(error.to_string()))?;
        let items = page.get(kind.member()).map_or("[]", |raw| raw.get());
        let items: Vec<&RawValue> = serde_json::from_str(items).map_err(|error| broken(error.to_string()))?;
        for item in items {
            let name = named(item.get(), kind).ok_or_else(|| broken("a definition has no name".into()))?;
            if found.insert(name.clone(), item.get().to_owned()).is_some() {
                return Err(broken(format!("`{}` is defined twice", wire::excerpt(&name))));
            }
        }
        let next = page.get("nextCursor").map(|raw| raw.get()).filter(|raw| raw.starts_with('"'));
        match next.and_then(|raw| serde_json::from_str::<String>(raw).ok()) {
            Some(cursor) => params = json!({"cursor": cursor}),
            None => return Ok(Some(found)),
        }
    }
    Err(LinkError::Protocol {
        peer: "the service".into(),
        what: format!("its `{}` does not end within {MOST_PAGES} pages", kind.method()),
        excerpt: String::new(),
    })
}

/// The name of a definition.
pub(crate) fn named(item: &str, kind: Defined) -> Option<String> {
    let members: Members<'_> = serde_json::from_str(item).ok()?;
    serde_json::from_str(members.get(kind.name())?.get()).ok()
}
