//! What each service's definitions look like when nobody interferes: the whitelist, generated beforehand.

use super::{Fault, open};
use crate::plan::Grid;
use defenses::{Pin, pin_of};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use tokio::sync::OnceCell;
use wire::{Client, Refuse, Settings};

/// Pins, one a subject, each made when it is first wanted.
pub(crate) struct Pins(Vec<OnceCell<Pin>>);

impl Pins {
    /// No pin yet.
    pub(crate) fn new(grid: &Grid) -> Self {
        Self(grid.subjects.iter().map(|_| OnceCell::new()).collect())
    }

    /// The pin of a subject: lists its tools over a clean connection, once.
    pub(crate) async fn of(&self, grid: &Grid, subject: usize) -> Result<Pin, Fault> {
        let missing = || Fault::Folder("there is no such subject".into());
        let cell = self.0.get(subject).ok_or_else(missing)?;
        cell.get_or_try_init(|| make(grid, subject)).await.cloned()
    }
}

async fn make(grid: &Grid, subject: usize) -> Result<Pin, Fault> {
    let subject = grid.subjects.get(subject).ok_or_else(|| Fault::Folder("there is no such subject".into()))?;
    let (_world, link) = open(subject, 0, grid.limits)?;
    let settings = Settings { era: grid.era, limits: grid.limits, ..Settings::default() };
    let (mut client, _) = Client::connect(link, Box::new(Refuse), settings).await?;
    let mut tools: Vec<String> = Vec::new();
    let mut cursor = None;
    loop {
        let params = cursor.as_ref().map_or_else(|| json!({}), |cursor: &String| json!({"cursor": cursor}));
        let answer = client.request("tools/list", params).await?;
        let page: Page<'_> = serde_json::from_str(answer.result_json().unwrap_or("{}")).unwrap_or_default();
        tools.extend(page.tools.iter().map(|tool| tool.get().to_owned()));
        cursor = page.next_cursor;
        if cursor.is_none() || tools.len() > 10_000 {
            break;
        }
    }
    client.close().await?;
    let tools: Vec<&str> = tools.iter().map(String::as_str).collect();
    Ok(Pin { service: subject.name(), definitions: pin_of(&tools) })
}

#[derive(Default, Deserialize)]
struct Page<'m> {
    #[serde(borrow, default)]
    tools: Vec<&'m RawValue>,
    #[serde(default, rename = "nextCursor")]
    next_cursor: Option<String>,
}
