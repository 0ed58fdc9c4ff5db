//! Where a customer is, and what buttons do.

use super::product::Product;
use super::shop::Shop;

/// Products on a page of results.
const PER_PAGE: usize = 10;

/// What the customer looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// The search bar.
    Search,
    /// Results of a search.
    Results,
    /// A product.
    Product,
    /// More about the product.
    Part(Part),
    /// The thanks for a purchase.
    Thanks,
}

/// What can be read about a product besides its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Its description.
    Description,
    /// Its features.
    Features,
    /// What buyers say: nothing, as in the original.
    Reviews,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// Back to the search bar.
    BackToSearch,
    /// The next page of results.
    Next,
    /// The page before: of results, or the one that led here.
    Previous,
    /// The product at a place of the catalogue.
    Open(usize),
    /// An option: its name and value.
    Choose(String, String),
    /// More about the product.
    Read(Part),
    /// Buy what is shown with the options chosen.
    Buy,
}

/// One customer's way through the shop.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) page: Page,
    pub(super) query: String,
    pub(super) number: usize,
    pub(super) hits: Vec<usize>,
    /// The place of the product that is looked at.
    pub(super) product: Option<usize>,
    /// Options chosen for it, in the order of the first choice.
    pub(super) options: Vec<(String, String)>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            page: Page::Search,
            query: String::new(),
            number: 1,
            hits: Vec::new(),
            product: None,
            options: Vec::new(),
        }
    }
}

impl Session {
    /// Searches, from any page.
    pub(super) fn search(&mut self, shop: &Shop, query: &str) {
        let query = query.to_lowercase();
        *self = Self { page: Page::Results, hits: shop.search(&query), query, ..Self::default() };
    }

    /// The places of the products on this page of results.
    pub(super) fn shown(&self) -> impl Iterator<Item = usize> {
        self.hits.iter().copied().skip((self.number - 1).saturating_mul(PER_PAGE)).take(PER_PAGE)
    }

    /// The product that is looked at.
    pub(super) fn product<'s>(&self, shop: &'s Shop) -> Option<&'s Product> {
        shop.product(self.product?)
    }

    /// The buttons of the page with their labels, options last, as pages list them.
    pub(super) fn buttons(&self, shop: &Shop) -> Vec<(String, Press)> {
        let named = |name: &str, press| (name.to_owned(), press);
        let mut buttons = match self.page {
            Page::Search | Page::Thanks => return Vec::new(),
            Page::Results | Page::Product | Page::Part(_) => {
                vec![named("Back to Search", Press::BackToSearch)]
            }
        };
        if self.page != Page::Results || self.number > 1 {
            buttons.push(named("< Prev", Press::Previous));
        }
        if self.page == Page::Results {
            buttons.push(named("Next >", Press::Next));
            let products = self.shown().filter_map(|place| Some((shop.product(place)?, place)));
            buttons.extend(products.map(|(product, place)| named(&product.asin, Press::Open(place))));
        }
        if self.page == Page::Product {
            for (name, part) in PARTS {
                buttons.push(named(name, Press::Read(part)));
            }
            buttons.push(named("Buy Now", Press::Buy));
            for (name, values) in self.product(shop).map_or(&[][..], |product| &product.options) {
                buttons.extend(
                    values.iter().map(|value| named(value, Press::Choose(name.clone(), value.clone()))),
                );
            }
        }
        buttons
    }

    /// The button with this label, in any case; of equal labels the last.
    pub(super) fn button(&self, shop: &Shop, label: &str) -> Option<Press> {
        let label = label.to_lowercase();
        self.buttons(shop)
            .into_iter()
            .rev()
            .find(|(name, _)| name.to_lowercase() == label)
            .map(|(_, press)| press)
    }

    /// Presses a button of this page.
    pub(super) fn press(&mut self, press: Press) {
        match press {
            Press::BackToSearch => *self = Self::default(),
            Press::Next => self.number += 1,
            Press::Previous => self.back(),
            Press::Open(place) => (self.page, self.product) = (Page::Product, Some(place)),
            Press::Choose(name, value) => match self.options.iter_mut().find(|(known, _)| *known == name) {
                Some((_, chosen)) => *chosen = value,
                None => self.options.push((name, value)),
            },
            Press::Read(part) => self.page = Page::Part(part),
            Press::Buy => self.page = Page::Thanks,
        }
    }

    fn back(&mut self) {
        match self.page {
            Page::Part(_) => self.page = Page::Product,
            Page::Product => {
                (self.page, self.product) = (Page::Results, None);
                self.options.clear();
            }
            _ => self.number = self.number.saturating_sub(1).max(1),
        }
    }
}

/// What can be read about a product, by the names of the buttons.
pub(super) const PARTS: [(&str, Part); 3] =
    [("Description", Part::Description), ("Features", Part::Features), ("Reviews", Part::Reviews)];
