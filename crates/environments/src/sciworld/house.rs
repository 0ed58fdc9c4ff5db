//! The house: its rooms, doors and furniture, and where small things may lie.

use super::lab::Lab;
use super::matter::{AIR, Matter, SOIL, WATER};
use super::thing::{Drive, Hold, Id, Part, Role, Switch, Thing};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Rooms, with the coldest and the warmest that they may be, in degrees Celsius.
const ROOMS: [(&str, f64, f64); 12] = [
    ("hallway", 18.0, 23.0),
    ("kitchen", 19.0, 24.0),
    ("bathroom", 19.0, 24.0),
    ("living room", 19.0, 23.0),
    ("bedroom", 18.0, 22.0),
    ("workshop", 18.0, 22.0),
    ("art studio", 18.0, 23.0),
    ("laboratory", 19.0, 22.0),
    ("greenhouse", 22.0, 28.0),
    ("outside", 6.0, 15.0),
    ("foundry", 30.0, 38.0),
    ("cellar", 9.0, 13.0),
];

/// Doors between rooms.
const DOORS: [(&str, &str); 13] = [
    ("hallway", "kitchen"),
    ("hallway", "living room"),
    ("hallway", "bedroom"),
    ("hallway", "workshop"),
    ("hallway", "art studio"),
    ("hallway", "laboratory"),
    ("hallway", "greenhouse"),
    ("bedroom", "bathroom"),
    ("kitchen", "cellar"),
    ("kitchen", "outside"),
    ("greenhouse", "outside"),
    ("outside", "foundry"),
    ("laboratory", "workshop"),
];

/// Furniture and appliances: room and thing.
fn furniture() -> [(&'static str, Thing); 43] {
    let on = |name| Thing::fixed(name).holding(Hold::On);
    let closet = |name| Thing::fixed(name).holding(Hold::In).with_door(false);
    let tap = |name| Thing::fixed(name).holding(Hold::In).with_switch().being(Role::Tap(WATER));
    let top = |name, degrees| on(name).with_switch().being(Role::Oven(degrees));
    let oven = |name, degrees| closet(name).with_switch().being(Role::Oven(degrees));
    let cold = |name, degrees| closet(name).being(Role::Oven(degrees));
    let basin = |name| Thing::fixed(name).holding(Hold::Vessel);
    [
        ("hallway", Thing::fixed("picture")),
        ("hallway", on("small table")),
        ("kitchen", on("table")),
        ("kitchen", on("counter")),
        ("kitchen", on("chair")),
        ("kitchen", closet("cupboard")),
        ("kitchen", top("stove", 300.0)),
        ("kitchen", oven("oven", 230.0)),
        ("kitchen", cold("fridge", 4.0)),
        ("kitchen", cold("freezer", -18.0)),
        ("kitchen", tap("sink")),
        ("bathroom", tap("sink")),
        ("bathroom", tap("bathtub")),
        ("bathroom", on("shelf")),
        ("bathroom", Thing::fixed("mirror")),
        ("living room", on("couch")),
        ("living room", on("desk")),
        ("living room", on("book shelf")),
        ("living room", Thing::fixed("fireplace")),
        ("bedroom", on("bed")),
        ("bedroom", on("night table")),
        ("bedroom", closet("wardrobe")),
        ("workshop", on("workbench")),
        ("workshop", closet("tool chest")),
        ("workshop", Thing::fixed("gas generator").with_switch().wired(Part::Source(Drive::Fuel))),
        ("art studio", on("table")),
        ("art studio", closet("large cupboard")),
        ("art studio", Thing::fixed("easel")),
        ("art studio", tap("sink")),
        ("laboratory", on("bench")),
        ("laboratory", closet("fume cupboard")),
        ("laboratory", top("hot plate", 300.0)),
        ("laboratory", cold("ultra low temperature freezer", -86.0)),
        ("laboratory", tap("sink")),
        ("greenhouse", on("potting table")),
        ("greenhouse", tap("sink")),
        ("greenhouse", closet("seed cabinet")),
        ("outside", on("bench")),
        ("outside", basin("fountain")),
        ("outside", Thing::fixed("wind generator").wired(Part::Source(Drive::Wind))),
        ("foundry", on("anvil")),
        ("foundry", oven("blast furnace", 1800.0)),
        ("cellar", on("shelf")),
    ]
}

/// Small things that are always there: room, furniture and thing.
fn things() -> [(&'static str, &'static str, Thing); 26] {
    let cup = |name| Thing::portable(name).holding(Hold::Vessel);
    let food = |name| Thing::portable(name).being(Role::Food);
    let part = |name, part| Thing::portable(name).wired(part);
    let switch = Thing::portable("switch").with_switch().wired(Part::Switch);
    [
        ("kitchen", "table", cup("glass cup")),
        ("kitchen", "cupboard", cup("metal pot")),
        ("kitchen", "cupboard", cup("tin cup")),
        ("kitchen", "cupboard", cup("ceramic cup")),
        ("kitchen", "counter", cup("bowl")),
        ("kitchen", "counter", food("red apple")),
        ("kitchen", "counter", food("banana")),
        ("kitchen", "fridge", food("potato")),
        ("kitchen", "counter", Thing::portable("stopwatch").with_switch().being(Role::Stopwatch(0))),
        ("living room", "book shelf", Thing::portable("book").being(Role::Paper(BOOK))),
        ("bedroom", "night table", Thing::portable("alarm clock")),
        ("workshop", "workbench", part("battery", Part::Source(Drive::Battery))),
        ("workshop", "workbench", part("black wire", Part::Wire)),
        ("workshop", "workbench", part("red wire", Part::Wire)),
        ("workshop", "workbench", part("blue wire", Part::Wire)),
        ("workshop", "workbench", switch),
        ("workshop", "tool chest", Thing::portable("hammer")),
        ("workshop", "tool chest", part("solar panel", Part::Source(Drive::Sun))),
        ("art studio", "table", cup("jug")),
        ("art studio", "large cupboard", cup("wood cup")),
        ("art studio", "large cupboard", Thing::portable("paint brush")),
        ("laboratory", "bench", cup("beaker")),
        ("laboratory", "bench", cup("flask")),
        ("greenhouse", "potting table", cup("watering can")),
        ("outside", "bench", Thing::portable("axe")),
        ("foundry", "anvil", cup("crucible")),
    ]
}

const BOOK: &str = "The book is about heat. It says that a substance keeps its temperature while it melts or boils, however \
    much it is heated.";

/// Loads, of which each house has all.
pub(super) const LOADS: [&str; 5] =
    ["red light bulb", "green light bulb", "yellow light bulb", "electric buzzer", "electric motor"];

/// Where small things may lie: rooms that are neither hot nor cold, and open furniture in them.
pub(super) const SPOTS: [(&str, &str); 12] = [
    ("hallway", "small table"),
    ("kitchen", "table"),
    ("kitchen", "counter"),
    ("bathroom", "shelf"),
    ("living room", "desk"),
    ("living room", "couch"),
    ("bedroom", "night table"),
    ("bedroom", "bed"),
    ("workshop", "workbench"),
    ("art studio", "table"),
    ("laboratory", "bench"),
    ("laboratory", "fume cupboard"),
];

/// A house being furnished.
pub(super) struct House {
    pub(super) lab: Lab,
    pub(super) random: ChaCha8Rng,
}

impl House {
    /// A house, drawn.
    pub(super) fn new(key: u64) -> Self {
        let mut house = Self { lab: Lab::new(), random: ChaCha8Rng::seed_from_u64(key) };
        house.build();
        for (room, thing) in furniture() {
            let room = house.room(room);
            house.lab.add(room, thing);
        }
        for (room, spot, thing) in things() {
            let spot = house.spot(room, spot);
            house.lab.add(spot, thing);
        }
        house.stock();
        house
    }

    fn build(&mut self) {
        for (name, low, high) in ROOMS {
            let outdoors = name == "outside";
            let thing = Thing { outdoors, ..Thing::fixed(name).holding(Hold::Room) };
            let room = self.lab.add(Lab::NOWHERE, thing);
            let degrees = self.random.random_range(low..high);
            self.lab.thing_mut(room).set_temperature(degrees);
            self.lab.add(room, Thing { portable: false, ..Thing::of(AIR) });
        }
        for (one, other) in DOORS {
            let (one, other) = (self.room(one), self.room(other));
            let door = Thing::fixed("door").with_door(self.random.random_bool(0.3));
            self.lab.add(Lab::NOWHERE, door.being(Role::Door(one, other)));
        }
    }

    /// What is drawn, what needs care for its temperature, and the agent.
    fn stock(&mut self) {
        let fountain = self.spot("outside", "fountain");
        self.lab.add(fountain, Thing { portable: false, ..Thing::of(WATER) });
        for load in LOADS {
            let spot = self.spot("workshop", "workbench");
            self.lab.add(spot, Thing::portable(load).wired(Part::Load));
        }
        for pot in ["flower pot 1", "flower pot 2", "flower pot 3"] {
            let table = self.spot("greenhouse", "potting table");
            let pot = self.lab.add(table, Thing::portable(pot).holding(Hold::Vessel));
            self.lab.add(pot, Thing::of(SOIL));
        }
        let (room, spot) = self.pick(&SPOTS).unwrap_or_default();
        let spot = self.spot(room, spot);
        self.lab.add(spot, Thing::portable("thermometer").being(Role::Thermometer));
        let (room, _) = self.pick(&SPOTS).unwrap_or_default();
        let room = self.room(room);
        self.lab.agent = self.lab.add(room, Thing::fixed("agent").holding(Hold::Hands));
        self.lab.add(self.lab.agent, Thing::portable("orange").being(Role::Food));
        if self.random.random_bool(0.25) {
            let stove = self.spot("kitchen", "stove");
            self.lab.thing_mut(stove).switch = Some(Switch { broken: true, manual: true, on: false });
        }
        for id in self.lab.ids() {
            if let (Role::Oven(degrees), None) = (self.lab.thing(id).role, self.lab.thing(id).switch) {
                self.lab.thing_mut(id).set_temperature(degrees);
            }
        }
    }

    /// The room of this name.
    pub(super) fn room(&self, name: &str) -> Id {
        self.among(Lab::NOWHERE, name)
    }

    /// The furniture of this name in a room.
    pub(super) fn spot(&self, room: &str, name: &str) -> Id {
        self.among(self.room(room), name)
    }

    fn among(&self, place: Id, name: &str) -> Id {
        let mut contents = self.lab.thing(place).contents.iter().copied();
        contents.find(|id| self.lab.thing(*id).name == name).unwrap_or(Lab::NOWHERE)
    }

    /// The one thing of this name.
    pub(super) fn thing(&self, name: &str) -> Id {
        self.lab.ids().find(|id| self.lab.thing(*id).name == name).unwrap_or(Lab::NOWHERE)
    }

    /// One of several, drawn; `None` of none.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        items.get(self.random.random_range(0..items.len().max(1))).copied()
    }

    /// Several drawn in a random order.
    pub(super) fn shuffled<T: Copy>(&mut self, items: &[T]) -> Vec<T> {
        let mut left = items.to_vec();
        let mut drawn = Vec::new();
        while !left.is_empty() {
            drawn.push(left.swap_remove(self.random.random_range(0..left.len())));
        }
        drawn
    }

    /// Puts a thing where small things lie; where that is.
    pub(super) fn place(&mut self, thing: Thing) -> (Id, &'static str) {
        let (room, spot) = self.pick(&SPOTS).unwrap_or_default();
        let spot = self.spot(room, spot);
        (self.lab.add(spot, thing), room)
    }

    /// Puts some of a substance in a vessel where small things lie; where that is.
    pub(super) fn place_in(&mut self, vessel: &'static str, matter: Matter) -> (Id, &'static str) {
        let (vessel, room) = self.place(Thing::portable(vessel).holding(Hold::Vessel));
        (self.lab.add(vessel, Thing::of(matter)), room)
    }

    /// Puts a colored box on the floor of a room.
    pub(super) fn answer_box(&mut self, room: &str, name: &'static str) -> Id {
        let room = self.room(room);
        self.lab.add(room, Thing::fixed(name).holding(Hold::In))
    }
}
