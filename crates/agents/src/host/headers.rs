//! Arguments that services want copied into headers (surface TL12).

use super::Host;
use crate::Headers;
use crate::toolbox::Tool;
use wire::http::Copied;

impl Host<'_> {
    /// Has arguments copied as the profile does it, where there are headers. A host that keeps to the specification
    /// leaves out the tools that want it in a way that is not allowed.
    pub(super) fn copy_arguments(&mut self, tools: &mut Vec<Tool>) {
        let manner = self.kit.profile().conduct.headers;
        if manner == Headers::Ignored {
            return;
        }
        for (service, open) in self.services.iter_mut().enumerate() {
            let mut copied = Copied::default();
            for tool in tools.iter().filter(|tool| tool.service == service) {
                copied.add(&tool.name, &tool.facts.copies.wanted);
            }
            if open.client.copy_arguments(&copied) && manner == Headers::Allowed {
                tools.retain(|tool| tool.service != service || !tool.facts.copies.wrong);
            }
        }
    }
}
