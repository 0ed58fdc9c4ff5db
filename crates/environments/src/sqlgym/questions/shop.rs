//! Questions on the shop.

use super::{EACH, FIXED, Template};

const CATEGORIES: &str = "SELECT DISTINCT category FROM product ORDER BY 1";
const SOLD: &str =
    "SELECT DISTINCT p.name FROM product p JOIN line l ON l.product_id = p.product_id ORDER BY 1";
const BUYERS: &str = "SELECT DISTINCT c.name FROM customer c JOIN purchase p ON p.customer_id = c.customer_id \
    JOIN line l ON l.purchase_id = p.purchase_id ORDER BY 1";
const TOWNS: &str =
    "SELECT DISTINCT c.town FROM customer c JOIN purchase p ON p.customer_id = c.customer_id ORDER BY 1";

/// The questions.
pub(super) const TEMPLATES: [Template; EACH] = [
    (
        "How many products of the category {} are out of stock or nearly so, with fewer than 10 left?",
        "SELECT count(*) FROM product WHERE category = '{}' AND stock < 10",
        CATEGORIES,
    ),
    (
        "What is the most expensive product of the category {}? Give its name and price.",
        "SELECT name, price FROM product WHERE category = '{}' AND price = (SELECT max(price) FROM product WHERE category = '{}')",
        CATEGORIES,
    ),
    (
        "How many pieces of the {} were sold?",
        "SELECT sum(l.amount) FROM line l JOIN product p ON p.product_id = l.product_id WHERE p.name = '{}'",
        SOLD,
    ),
    (
        "Who bought the {}? Give the names of the customers.",
        "SELECT DISTINCT c.name FROM customer c JOIN purchase u ON u.customer_id = c.customer_id JOIN line l ON l.purchase_id = u.purchase_id \
         JOIN product p ON p.product_id = l.product_id WHERE p.name = '{}'",
        SOLD,
    ),
    (
        "What did {} spend in all, at the prices of today?",
        "SELECT sum(l.amount * p.price) FROM customer c JOIN purchase u ON u.customer_id = c.customer_id \
         JOIN line l ON l.purchase_id = u.purchase_id JOIN product p ON p.product_id = l.product_id WHERE c.name = '{}'",
        BUYERS,
    ),
    (
        "Which products were never bought? Give their names.",
        "SELECT name FROM product WHERE product_id NOT IN (SELECT product_id FROM line)",
        FIXED,
    ),
    (
        "How many purchases of customers from {} were paid by card?",
        "SELECT count(*) FROM purchase u JOIN customer c ON c.customer_id = u.customer_id WHERE c.town = '{}' AND u.paid_by = 'card'",
        TOWNS,
    ),
    (
        "What is the average number of stars of the products of the category {}?",
        "SELECT avg(r.stars) FROM review r JOIN product p ON p.product_id = r.product_id WHERE p.category = '{}'",
        "SELECT DISTINCT p.category FROM product p JOIN review r ON r.product_id = p.product_id ORDER BY 1",
    ),
    (
        "For each way of paying, how many purchases are there? Give the way and the number.",
        "SELECT paid_by, count(*) FROM purchase GROUP BY paid_by",
        FIXED,
    ),
    (
        "Which products got a review with one star from a customer from {}? Give their names.",
        "SELECT DISTINCT p.name FROM product p JOIN review r ON r.product_id = p.product_id JOIN customer c \
         ON c.customer_id = r.customer_id WHERE r.stars = 1 AND c.town = '{}'",
        "SELECT DISTINCT c.town FROM customer c JOIN review r ON r.customer_id = c.customer_id WHERE r.stars = 1 ORDER BY 1",
    ),
    (
        "On which days did {} buy something?",
        "SELECT DISTINCT u.day FROM purchase u JOIN customer c ON c.customer_id = u.customer_id WHERE c.name = '{}'",
        "SELECT DISTINCT c.name FROM customer c JOIN purchase u ON u.customer_id = c.customer_id ORDER BY 1",
    ),
    (
        "What is all stock of the category {} worth?",
        "SELECT sum(price * stock) FROM product WHERE category = '{}'",
        CATEGORIES,
    ),
    (
        "Which customers reviewed a product without ever buying it? Give their names.",
        "SELECT DISTINCT c.name FROM review r JOIN customer c ON c.customer_id = r.customer_id WHERE NOT EXISTS (SELECT 1 FROM purchase u \
         JOIN line l ON l.purchase_id = u.purchase_id WHERE u.customer_id = r.customer_id AND l.product_id = r.product_id)",
        FIXED,
    ),
    (
        "How many products of the category {} cost more than the average product of the shop?",
        "SELECT count(*) FROM product WHERE category = '{}' AND price > (SELECT avg(price) FROM product)",
        CATEGORIES,
    ),
    (
        "Which town spent the most? Give the town.",
        "WITH s AS (SELECT c.town, sum(l.amount * p.price) AS spent FROM customer c JOIN purchase u ON u.customer_id = c.customer_id \
         JOIN line l ON l.purchase_id = u.purchase_id JOIN product p ON p.product_id = l.product_id GROUP BY c.town) \
         SELECT town FROM s WHERE spent = (SELECT max(spent) FROM s)",
        FIXED,
    ),
    (
        "Who became a customer in the same year as {}? Give the other names.",
        "SELECT name FROM customer WHERE name <> '{}' AND since_year = (SELECT since_year FROM customer WHERE name = '{}')",
        "SELECT name FROM customer WHERE since_year IN (SELECT since_year FROM customer GROUP BY 1 HAVING count(*) > 1) ORDER BY 1",
    ),
];
