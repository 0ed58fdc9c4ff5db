//! Questions on the library.

use super::{EACH, FIXED, Template};

const GENRES: &str = "SELECT DISTINCT genre FROM book ORDER BY 1";
const BRANCHES: &str = "SELECT name FROM branch ORDER BY 1";
const LENDERS: &str =
    "SELECT DISTINCT m.name FROM member m JOIN loan l ON l.member_id = m.member_id ORDER BY 1";
const TOWNS: &str = "SELECT DISTINCT town FROM member ORDER BY 1";

/// The questions.
pub(super) const TEMPLATES: [Template; EACH] = [
    ("How many books of the genre {} are there?", "SELECT count(*) FROM book WHERE genre = '{}'", GENRES),
    (
        "Which titles of the genre {} have more than 400 pages?",
        "SELECT title FROM book WHERE genre = '{}' AND pages > 400",
        "SELECT DISTINCT genre FROM book WHERE pages > 400 ORDER BY 1",
    ),
    (
        "What is the average number of pages of the books of the genre {}?",
        "SELECT avg(pages) FROM book WHERE genre = '{}'",
        GENRES,
    ),
    (
        "How many copies does the branch {} hold?",
        "SELECT count(*) FROM copy c JOIN branch b ON b.branch_id = c.branch_id WHERE b.name = '{}'",
        BRANCHES,
    ),
    (
        "Which author has written the most books?",
        "SELECT author FROM book GROUP BY author HAVING count(*) = (SELECT max(n) FROM (SELECT count(*) AS n FROM book GROUP BY author))",
        FIXED,
    ),
    (
        "Which books has {} borrowed? Give their titles.",
        "SELECT DISTINCT b.title FROM loan l JOIN copy c ON c.copy_id = l.copy_id JOIN book b ON b.book_id = c.book_id \
         JOIN member m ON m.member_id = l.member_id WHERE m.name = '{}'",
        LENDERS,
    ),
    (
        "How many loans of {} have not come back?",
        "SELECT count(*) FROM loan l JOIN member m ON m.member_id = l.member_id WHERE m.name = '{}' AND l.day_back IS NULL",
        LENDERS,
    ),
    (
        "Which members from {} have never borrowed anything or joined before 2018? Give their names.",
        "SELECT name FROM member WHERE town = '{}' AND (joined_year < 2018 OR member_id NOT IN (SELECT member_id FROM loan))",
        "SELECT DISTINCT town FROM member WHERE joined_year < 2018 ORDER BY 1",
    ),
    (
        "For each genre, how many books are there? Give the genre and the number.",
        "SELECT genre, count(*) FROM book GROUP BY genre",
        FIXED,
    ),
    (
        "What are the title and the year of the oldest book of the genre {}?",
        "SELECT title, year FROM book WHERE genre = '{}' AND year = (SELECT min(year) FROM book WHERE genre = '{}')",
        GENRES,
    ),
    (
        "How many loans began in each month at the branch {}? Give the month as two digits and the number.",
        "SELECT substr(l.day_out, 6, 2), count(*) FROM loan l JOIN copy c ON c.copy_id = l.copy_id \
         JOIN branch b ON b.branch_id = c.branch_id WHERE b.name = '{}' GROUP BY 1",
        BRANCHES,
    ),
    (
        "Which books have no copy? Give their titles.",
        "SELECT title FROM book WHERE book_id NOT IN (SELECT book_id FROM copy)",
        FIXED,
    ),
    (
        "How many worn copies of books of the genre {} are there?",
        "SELECT count(*) FROM copy c JOIN book b ON b.book_id = c.book_id WHERE c.condition = 'worn' AND b.genre = '{}'",
        GENRES,
    ),
    (
        "Which member from {} has the most loans? Give the name and the number of loans.",
        "WITH n AS (SELECT m.name, count(*) AS k FROM member m JOIN loan l ON l.member_id = m.member_id WHERE m.town = '{}' \
         GROUP BY m.member_id) SELECT name, k FROM n WHERE k = (SELECT max(k) FROM n)",
        "SELECT DISTINCT m.town FROM member m JOIN loan l ON l.member_id = m.member_id ORDER BY 1",
    ),
    (
        "Which branches lent out a book to a member from {}? Give their names.",
        "SELECT DISTINCT b.name FROM branch b JOIN copy c ON c.branch_id = b.branch_id JOIN loan l ON l.copy_id = c.copy_id \
         JOIN member m ON m.member_id = l.member_id WHERE m.town = '{}'",
        TOWNS,
    ),
    (
        "What share of all loans has come back, in percent?",
        "SELECT 100.0 * count(day_back) / count(*) FROM loan",
        FIXED,
    ),
];
