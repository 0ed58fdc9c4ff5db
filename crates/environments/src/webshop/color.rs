//! The colors that options are reduced to before they are compared.

/// The original's list, in its order: the first that a text contains stands for it.
const COLORS: &str = "alabaster apricot aqua ash asphalt azure banana beige black blue blush bordeaux bronze brown \
    burgundy camel camo caramel champagne charcoal cheetah chestnut chocolate christmas coffee cognac copper coral \
    cranberry cream crystal dark denim eggplant elephant espresso fuchsia gold granite grape graphite grass gray green \
    grey heather indigo ivory ivy khaki lavender lemon leopard light lilac lime magenta maroon mauve merlot midnight \
    mint mocha multicolor mushroom mustard natural navy nude olive orange peach pewter pink plum purple rainbow red \
    rose royal rust sand sapphire seashell silver skull slate steel stone stonewash sunflower tan taupe teal tiger \
    turquoise violet walnut wheat white wine yellow";

/// The first color that `text` contains, else the text itself.
pub(super) fn reduced(text: &str) -> &str {
    COLORS.split_whitespace().find(|color| text.contains(color)).unwrap_or(text)
}

/// Whether `text` is one of the colors.
pub(super) fn is_color(text: &str) -> bool {
    COLORS.split_whitespace().any(|color| color == text)
}
