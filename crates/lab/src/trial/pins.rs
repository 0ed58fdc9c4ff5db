//! What each service's definitions look like when nobody interferes: the whitelist, generated beforehand.

use super::world::World;
use super::{Fault, Offered, open};
use crate::plan::Grid;
use defenses::{Pin, pin_of};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use tokio::sync::OnceCell;
use wire::{Client, LinkError, Refuse, Settings};

/// Pins of every subject, one a service, made when they are first wanted.
pub(crate) struct Pins(Vec<OnceCell<Vec<Pin>>>);

impl Pins {
    /// No pin yet.
    pub(crate) fn new(grid: &Grid) -> Self {
        Self(grid.subjects.iter().map(|_| OnceCell::new()).collect())
    }

    /// The pins of a subject: lists the tools of its services over clean connections, once.
    pub(crate) async fn of(&self, grid: &Grid, subject: usize) -> Result<&[Pin], Fault> {
        let missing = || Fault::Folder("there is no such subject".into());
        let cell = self.0.get(subject).ok_or_else(missing)?;
        Ok(cell.get_or_try_init(|| make(grid, subject)).await?)
    }
}

async fn make(grid: &Grid, subject: usize) -> Result<Vec<Pin>, Fault> {
    let subject =
        grid.subjects.get(subject).ok_or_else(|| Fault::Folder("there is no such subject".into()))?;
    let (world, offered) = open(subject, 0, grid.limits).await?;
    let mut pins = Vec::new();
    for service in offered {
        pins.push(pin(grid, &world, service).await?);
    }
    Ok(pins)
}

async fn pin(grid: &Grid, world: &World, Offered { label, link }: Offered) -> Result<Pin, Fault> {
    let settings = Settings { era: grid.era.unwrap_or_default(), limits: grid.limits, ..Settings::default() };
    let (mut client, _) =
        Client::connect(link, Box::new(Refuse), settings).await.map_err(|error| world.unreachable(&error))?;
    let lost = |error: LinkError| Fault::Service(world.neutral(error.to_string()));
    let tools = list(&mut client).await.map_err(lost)?;
    client.close().await.map_err(lost)?;
    let Some(tools) = tools else {
        let what = format!("the service `{label}` refuses to list its tools, so that they cannot be pinned");
        return Err(Fault::Service(what));
    };
    let tools: Vec<&str> = tools.iter().map(String::as_str).collect();
    Ok(Pin { service: label.as_ref().to_owned(), definitions: pin_of(&tools) })
}

/// Definitions of all tools, as they stand; `None` when the service refuses to list them.
async fn list(client: &mut Client) -> Result<Option<Vec<String>>, LinkError> {
    let mut tools: Vec<String> = Vec::new();
    let mut params = json!({});
    for _ in 0..MOST_PAGES {
        let answer = client.request("tools/list", params).await?;
        let Some(result) = answer.result_json() else { return Ok(None) };
        let page: Page<'_> = serde_json::from_str(result).unwrap_or_default();
        tools.extend(page.tools.iter().map(|tool| tool.get().to_owned()));
        match page.next_cursor {
            Some(next) => params = json!({"cursor": next}),
            None => break,
        }
    }
    Ok(Some(tools))
}

/// Pages that are read: as many as the host reads. Pagination need not end (surface TL19).
const MOST_PAGES: usize = 50;

#[derive(Default, Deserialize)]
struct Page<'m> {
    #[serde(borrow, default)]
    tools: Vec<&'m RawValue>,
    #[serde(default, rename = "nextCursor")]
    next_cursor: Option<String>,
}
