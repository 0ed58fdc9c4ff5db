//! Substances and paints to be made.

use super::{Case, Keys};
use crate::sciworld::action::{One, Two};
use crate::sciworld::house::House;
use crate::sciworld::matter::{Matter, PURE, Phase, WATER};
use crate::sciworld::mixing::{RECIPES, Recipe, SECONDARY, TERTIARY};
use crate::sciworld::score::{Check, Target};
use crate::sciworld::thing::{Hold, Id, Role, Thing};
use crate::sciworld::walk::Walk;

const JARS: [&str; 4] = ["glass jar", "clay jar", "tall jar", "small tin"];
const COLORS: [&str; 3] = ["red paint", "yellow paint", "blue paint"];

/// A substance to be made by a recipe.
pub(super) fn chemistry(house: &mut House, variation: usize) -> Option<Case> {
    let recipe = *RECIPES.get(variation % RECIPES.len())?;
    let jars = house.shuffled(&JARS);
    let mut tools = vec![house.thing("beaker")];
    for (part, jar) in recipe.parts.iter().filter(|part| **part != WATER.name).zip(jars) {
        let (id, _) = house.place_in(jar, ingredient(part));
        tools.push(house.lab.thing(id).place);
    }
    let (_, room) = house.place(Thing::portable("recipe").being(Role::Recipe(recipe)));
    let product = recipe.product.name;
    let task = format!(
        "Your task is to use chemistry to create the substance '{product}'. A recipe is located around the {room}. Put \
         together in one container what it names, and mix it. When you are done, focus on the {product}."
    );
    let goals = vec![
        (30, Check::Together(recipe.parts, product)),
        (40, Check::Exists(product)),
        (30, Check::Focus(Target::Matter(product))),
    ];
    Some(Case { task, goals, keys: Keys { tools, product, ..Keys::default() }, ..Case::default() })
}

fn ingredient(name: &'static str) -> Matter {
    let pure = PURE.into_iter().find(|matter| matter.name == name);
    let phase = if matches!(name, "lemon juice" | "soap") { Phase::Liquid } else { Phase::Solid };
    pure.unwrap_or(Matter::steady(name, phase))
}

/// A paint of two primary colors.
pub(super) fn secondary(house: &mut House, variation: usize) -> Option<Case> {
    let recipe = SECONDARY.get(variation % SECONDARY.len())?;
    let cups = paints(house, 1);
    let product = recipe.product.name;
    let task = format!(
        "Your task is to create {product} by mixing paints. Paints are located around the art studio. When you are done, \
         focus on the {product}."
    );
    let goals = vec![
        (30, Check::Together(recipe.parts, product)),
        (40, Check::Exists(product)),
        (30, Check::Focus(Target::Matter(product))),
    ];
    let mut tools = vec![house.thing("jug")];
    tools.extend(of_parts(house, &cups, recipe));
    Some(Case { task, goals, keys: Keys { tools, product, ..Keys::default() }, ..Case::default() })
}

/// A paint of a secondary and a primary color.
pub(super) fn tertiary(house: &mut House, variation: usize) -> Option<Case> {
    let recipe = TERTIARY.get(variation % TERTIARY.len())?;
    let first = SECONDARY.iter().find(|first| recipe.parts.contains(&first.product.name))?;
    let cups = paints(house, 2);
    let (between, product) = (first.product.name, recipe.product.name);
    let task = format!(
        "Your task is to create {product} by mixing paints. Paints are located around the art studio. When you have made \
         the secondary color that it needs, focus on it. When you are done, focus on the {product}."
    );
    let goals = vec![
        (25, Check::Exists(between)),
        (20, Check::Focus(Target::Matter(between))),
        (30, Check::Exists(product)),
        (25, Check::Focus(Target::Matter(product))),
    ];
    let mut tools = vec![house.thing("jug")];
    tools.extend(of_parts(house, &cups, first));
    let left: Vec<Id> = cups.into_iter().filter(|cup| !tools.contains(cup)).collect();
    tools.extend(of_parts(house, &left, recipe));
    Some(Case { task, goals, keys: Keys { tools, product, ..Keys::default() }, ..Case::default() })
}

/// Cups of each primary color: one set on the table, a second in the cupboard.
fn paints(house: &mut House, sets: usize) -> Vec<Id> {
    let mut cups = Vec::new();
    for spot in ["table", "large cupboard"].into_iter().take(sets) {
        let spot = house.spot("art studio", spot);
        for color in house.shuffled(&COLORS) {
            let cup = house.lab.add(spot, Thing::portable("paint cup").holding(Hold::Vessel));
            house.lab.add(cup, Thing::of(Matter::steady(color, Phase::Liquid)));
            cups.push(cup);
        }
    }
    cups
}

/// For each part of a recipe a cup that has it.
fn of_parts(house: &House, cups: &[Id], recipe: &Recipe) -> Vec<Id> {
    let cup = |part: &&str| cups.iter().copied().find(|cup| house.lab.amount(*cup, part).is_some());
    recipe.parts.iter().filter_map(cup).collect()
}

/// Gathers the ingredients in the beaker and mixes them.
pub(super) fn solve_chemistry(walk: &mut Walk, keys: &Keys) -> Option<()> {
    let [beaker, jars @ ..] = keys.tools.as_slice() else { return None };
    jars.iter().try_for_each(|jar| walk.take(*jar))?;
    let dry = keys.product == "sodium acetate";
    if dry {
        walk.take(*beaker)?;
    } else {
        walk.fill(*beaker)?;
    }
    jars.iter().try_for_each(|jar| walk.two(Two::Pour, *jar, *beaker))?;
    finish(walk, *beaker)
}

/// Pours the first two cups into the jug and mixes, then, if there is a third, that too.
pub(super) fn solve_paint(walk: &mut Walk, keys: &Keys) -> Option<()> {
    let [jug, one, other, rest @ ..] = keys.tools.as_slice() else { return None };
    for cup in [one, other] {
        pour(walk, *cup, *jug)?;
    }
    finish(walk, *jug)?;
    for cup in rest {
        pour(walk, *cup, *jug)?;
    }
    finish(walk, *jug)
}

fn pour(walk: &mut Walk, cup: Id, jug: Id) -> Option<()> {
    walk.reach(cup)?;
    walk.two(Two::Pour, cup, jug)
}

fn finish(walk: &mut Walk, vessel: Id) -> Option<()> {
    walk.one(One::Mix, vessel)?;
    let product = *walk.lab().thing(vessel).contents.first()?;
    walk.focus(product)
}
