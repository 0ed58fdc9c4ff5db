//! A peer that plays a script.

use tokio::task::JoinHandle;
use wire::{Kind, Limits, Link, MemoryLink, Message, memory_pair};

/// What a scripted peer does when its cue comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Sends a message. `$id` stands for the id of the request.
    Say(String),
    /// Ends the connection.
    Close,
}

/// The far side of a link. Each request is looked up by its method; each rule answers with raw texts, so a peer can
/// break any rule of the protocol. A request without a rule is refused with -32601, as old servers do.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), wire::LinkError> {
/// use testkit::ScriptedPeer;
/// use wire::{Client, Refuse, Settings};
/// let (link, script) = ScriptedPeer::stateless_era()
///     .on("tools/list", &[r#"{"jsonrpc":"2.0","id":$id,"result":{"tools":[]}}"#])
///     .spawn();
/// let (mut client, _hello) = Client::connect(Box::new(link), Box::new(Refuse), Settings::default()).await?;
/// let answer = client.request("tools/list", serde_json::json!({})).await?;
/// assert_eq!(answer.result_json(), Some(r#"{"tools":[]}"#));
/// client.close().await?;
/// assert_eq!(script.await.unwrap().len(), 2);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
pub struct ScriptedPeer {
    rules: Vec<(String, Vec<Act>)>,
    deaf: bool,
}

impl ScriptedPeer {
    /// A peer that refuses everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// A peer that never says anything by itself, whatever it hears.
    pub fn silent() -> Self {
        Self { deaf: true, ..Self::default() }
    }

    /// A server that opens sessions with this version of the initialize era.
    pub fn initialize_era(version: &str) -> Self {
        let result = format!(
            r#"{{"protocolVersion":"{version}","capabilities":{{"tools":{{}}}},"serverInfo":{{"name":"scripted","version":"1"}}}}"#
        );
        Self::new().on("initialize", &[&format!(r#"{{"jsonrpc":"2.0","id":$id,"result":{result}}}"#)])
    }

    /// A server of the stateless era.
    pub fn stateless_era() -> Self {
        let result = r#"{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"private"}"#;
        Self::new().on("server/discover", &[&format!(r#"{{"jsonrpc":"2.0","id":$id,"result":{result}}}"#)])
    }

    /// Answers `method` with these texts, in order. The first rule for a method is the one that counts.
    #[must_use]
    pub fn on(self, method: &str, texts: &[&str]) -> Self {
        self.act(method, texts.iter().map(|text| Act::Say((*text).to_owned())).collect())
    }

    /// Does `acts` on `method`; nothing at all if there are none.
    #[must_use]
    pub fn act(mut self, method: &str, acts: Vec<Act>) -> Self {
        self.rules.push((method.to_owned(), acts));
        self
    }

    /// Plays over `link` to its end; answers everything that was heard.
    pub async fn play(self, mut link: impl Link) -> Vec<Message> {
        let mut heard = Vec::new();
        while let Ok(Some(message)) = link.recv().await {
            heard.push(message.clone());
            for act in self.acts(&message) {
                match act {
                    Act::Say(text) => {
                        let text =
                            text.replace("$id", message.id().as_ref().map_or("null", wire::Id::as_json));
                        let said = Message::parse(text, &Limits::default()).expect("a scripted text is JSON");
                        let _gone = link.send(said).await;
                    }
                    Act::Close => {
                        let _gone = link.close().await;
                        return heard;
                    }
                }
            }
        }
        heard
    }

    /// Plays in a task of its own; answers the link to it and the record of what it hears.
    pub fn spawn(self) -> (MemoryLink, JoinHandle<Vec<Message>>) {
        let (near, far) = memory_pair(["the scripted peer", "the tested side"]);
        (near, tokio::spawn(self.play(far)))
    }

    fn acts(&self, message: &Message) -> Vec<Act> {
        let method = message.method().unwrap_or_default();
        match self.rules.iter().find(|(name, _)| *name == method) {
            Some((_, acts)) => acts.clone(),
            None if self.deaf || message.kind() != Kind::Request => vec![],
            None => {
                let refusal =
                    r#"{"jsonrpc":"2.0","id":$id,"error":{"code":-32601,"message":"no such method"}}"#;
                vec![Act::Say(refusal.to_owned())]
            }
        }
    }
}
