//! What a host subscribed to in the stateless era.

use crate::draft::View;

/// Where a subscription says what it is for.
const WANTED: &[&str] = &["params", "notifications"];

/// Changes of lists, as a subscription names them and as they are told.
const LISTS: [(&str, &str); 3] = [
    ("toolsListChanged", "notifications/tools/list_changed"),
    ("promptsListChanged", "notifications/prompts/list_changed"),
    ("resourcesListChanged", "notifications/resources/list_changed"),
];

/// The notifications that one subscription is for.
#[derive(Clone, Debug)]
pub(super) struct Subscription {
    lists: Vec<&'static str>,
    resources: Vec<String>,
}

impl Subscription {
    /// Reads it from the request that opens it.
    pub(super) fn of(view: &View) -> Self {
        let wanted = view.along(0, WANTED);
        let members = |name: &'static str| wanted.iter().flat_map(move |&object| view.all(object, name));
        let asks = |name| members(name).any(|id| view.raw(id) == "true");
        let lists = LISTS.iter().filter(|(name, _)| asks(name)).map(|(_, method)| *method).collect();
        let resources = members("resourceSubscriptions").flat_map(|id| view.children(id));
        let resources = resources.filter_map(|id| Some(view.string(id)?.into_owned())).collect();
        Self { lists, resources }
    }

    /// Whether it is for a notification with this method, about this resource if about any. What is below a resource
    /// counts as that resource.
    pub(super) fn is_for(&self, method: &str, uri: Option<&str>) -> bool {
        match method {
            "notifications/subscriptions/acknowledged" => true,
            "notifications/resources/updated" => {
                uri.is_some_and(|uri| self.resources.iter().any(|known| uri.starts_with(known.as_str())))
            }
            _ => self.lists.contains(&method),
        }
    }
}
