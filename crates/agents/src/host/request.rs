//! One request to a service.

use super::Host;
use super::kind::{UNREADABLE, greeted};
use super::mission::Halt;
use serde_json::Value;
use wire::{Era, LinkError, Message};

/// What came of a request.
pub(super) enum Reply {
    /// An answer, be it a result or an error.
    Answer(Message),
    /// None, for a reason in the host's words that is told to the model.
    Failure(String),
}

impl Host<'_> {
    /// Sends a request and counts the bytes of its answer. A service that broke down is started again as often as the
    /// profile allows (surface P07); what else goes wrong is told to the model, or fails the trial.
    pub(super) async fn request(
        &mut self,
        service: usize,
        method: &str,
        params: Value,
    ) -> Result<Reply, Halt> {
        let conduct = &self.kit.profile().conduct;
        loop {
            let Some(service) = self.services.get_mut(service) else {
                return Ok(Reply::Failure("The service is gone.".into()));
            };
            let stateless = *service.client.era() == Era::Stateless;
            let error = match service.client.request(method, params.clone()).await {
                Ok(answer) => {
                    self.kit.spend(|spent| spent.bytes += answer.as_str().len() as u64);
                    let reads = self.reads(method, &answer, stateless);
                    return Ok(if reads { Reply::Answer(answer) } else { Reply::Failure(UNREADABLE.into()) });
                }
                Err(LinkError::Cancelled { reason, .. }) => {
                    return Ok(Reply::Failure(format!("The service called it off: {reason}")));
                }
                Err(error) => error,
            };
            let gone = matches!(error, LinkError::Closed { .. } | LinkError::Exited { .. });
            if gone && service.restarts < conduct.restarts {
                service.restarts += 1;
                if let Ok(hello) = service.client.restart().await {
                    service.hello = greeted(conduct, hello);
                    service.subscribed = false;
                    continue;
                }
            }
            let survived = conduct.restarts > 0 && (gone || matches!(error, LinkError::Timeout { .. }));
            return if survived {
                Ok(Reply::Failure("The service does not answer.".into()))
            } else {
                Err(error.into())
            };
        }
    }
}
