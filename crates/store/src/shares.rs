//! How the record is shared out among places: counts with first and last dates, read in one pass over a kind.
//!
//! What is read here is for figures that are kept until the record changes, not for every page.

use domain::{Field, Kind, Number, Shape, Viewer, When};
use jiff::civil::Date;

use crate::engine::Row;
use crate::records::is_open;
use crate::sql::Sql;
use crate::{Result, Tx};

/// What one place has of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The place.
    pub place: String,
    /// The kind of the organisation there that the records name; blank when they name the place itself.
    pub body: String,
    /// The record, where one can name several places and so must not be added up; blank where it names only one.
    pub record: String,
    /// How many records.
    pub total: u64,
    /// The date of the first of them.
    pub first: Option<When>,
    /// The date of the last of them.
    pub last: Option<When>,
}

/// The projects of one sector in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorShare {
    /// The place.
    pub place: String,
    /// The code of the sector.
    pub sector: String,
    /// How many projects.
    pub total: u64,
    /// When the first of them began.
    pub first: Option<When>,
}

/// The benefits of one sort that one place had from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenefitShare {
    /// The place that benefits.
    pub benefiting: String,
    /// The place through which; blank when none is named.
    pub partner: String,
    /// The kind of benefit.
    pub kind: String,
    /// The currency of the amount; blank when there is no amount.
    pub currency: String,
    /// The amount that each of them has.
    pub amount: Option<Number>,
    /// How many benefits.
    pub total: u64,
}

/// Shares the records of a kind out among the places to which a field leads: directly, through the seat of an
/// organisation, or through the partner place of a project.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn shares(tx: &mut Tx, viewer: &Viewer, kind: &Kind, field: &str) -> Result<Vec<Share>> {
    let is_seen = |field: &&Field| is_open(viewer, kind) && viewer.may_see(field.visibility);
    let Some(field) = kind.field(field).filter(is_seen) else {
        return Ok(Vec::new());
    };
    let (kinds, many) = match field.shape {
        Shape::Reference(kinds) => (kinds, false),
        Shape::References(kinds) => (kinds, true),
        _ => return Ok(Vec::new()),
    };
    let may_be = |plural: &str| kinds.is_empty() || kinds.contains(&plural);
    let target = if many { "l.to_id".to_owned() } else { format!("k.\"{}\"", field.name) };
    let (mut place, mut body) = (Vec::new(), "''");
    let record = if many { "k.id" } else { "''" };
    let mut tables = String::new();
    if may_be("organisations") {
        place.push("o.\"place\"".to_owned());
        body = "COALESCE(o.\"kind\", '')";
        tables.push_str(&format!(" LEFT JOIN organisations o ON o.office = k.office AND o.id = {target}"));
    }
    if may_be("projects") {
        place.push("p.\"partner_place\"".to_owned());
        tables.push_str(&format!(" LEFT JOIN projects p ON p.office = k.office AND p.id = {target}"));
    }
    place.push(target);
    let place = if place.len() == 1 { place.concat() } else { format!("COALESCE({})", place.join(", ")) };
    let date = match kind.date.and_then(|name| kind.field(name)) {
        Some(date) if viewer.may_see(date.visibility) => {
            format!("MIN(k.\"{0}_key\"), MAX(k.\"{0}_key\")", date.name)
        }
        _ => "CAST(NULL AS TEXT), CAST(NULL AS TEXT)".to_owned(),
    };
    // A record that names several places is told once for each, to be counted by whoever adds them up.
    let total = if many { "CAST(1 AS BIGINT)" } else { "COUNT(*)" };
    let mut sql =
        Sql::new(&format!("SELECT {place}, {body}, {record}, {total}, {date} FROM {} k", kind.plural));
    if many {
        // Not a plain join, so that SQLite goes from the kind to its links and not through all links.
        sql.push(" CROSS JOIN links l");
    }
    sql.push(&tables).push(" WHERE k.office = ").bind(viewer.office.as_str());
    if many {
        sql.push(" AND l.office = k.office AND l.from_id = k.id AND l.field = ").bind(field.name);
    }
    sql.push(" GROUP BY 1, 2, 3");
    let mut shares = Vec::new();
    for row in tx.rows(&sql.text, sql.params).await? {
        if let Some(place) = row.text(0)? {
            let (body, record, total) = (row.word(1)?, row.word(2)?, count(&row, 3)?);
            shares.push(Share { place, body, record, total, first: when(&row, 4)?, last: when(&row, 5)? });
        }
    }
    Ok(shares)
}

/// Shares the projects out among places and sectors.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn sector_shares(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<SectorShare>> {
    if !shows(viewer, "projects", &["partner_place", "sectors", "start"]) {
        return Ok(Vec::new());
    }
    let mut sql =
        Sql::new("SELECT k.\"partner_place\", l.to_id, COUNT(*), MIN(k.\"start_key\") FROM projects k");
    sql.push(
        " JOIN links l ON l.office = k.office AND l.from_id = k.id AND l.field = 'sectors' WHERE k.office = ",
    );
    sql.bind(viewer.office.as_str()).push(" AND k.\"partner_place\" IS NOT NULL GROUP BY 1, 2");
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter()
        .map(|row| {
            let (place, sector) = (row.word(0)?, row.word(1)?);
            Ok(SectorShare { place, sector, total: count(row, 2)?, first: when(row, 3)? })
        })
        .collect()
}

/// Shares the benefits out among those who have them, those they are had through, and their kinds and amounts.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn benefit_shares(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<BenefitShare>> {
    if !shows(viewer, "benefits", &["place_benefiting", "partner_place", "kind", "currency", "amount"]) {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "SELECT \"place_benefiting\", \"partner_place\", \"kind\", \"currency\", \"amount\", COUNT(*)",
    );
    sql.push(" FROM benefits WHERE office = ").bind(viewer.office.as_str()).push(" GROUP BY 1, 2, 3, 4, 5");
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter()
        .map(|row| {
            Ok(BenefitShare {
                benefiting: row.word(0)?,
                partner: row.word(1)?,
                kind: row.word(2)?,
                currency: row.word(3)?,
                amount: row.text(4)?.and_then(|text| Number::parse(&text).ok()),
                total: count(row, 5)?,
            })
        })
        .collect()
}

/// Tells whether the viewer may see all these fields of a kind.
fn shows(viewer: &Viewer, plural: &str, fields: &[&str]) -> bool {
    let may_see = |kind: &Kind, name: &&str| kind.field(name).is_some_and(|f| viewer.may_see(f.visibility));
    domain::kind(plural)
        .is_some_and(|kind| is_open(viewer, kind) && fields.iter().all(|name| may_see(kind, name)))
}

fn count(row: &Row, at: usize) -> Result<u64> {
    Ok(u64::try_from(row.int(at)?).unwrap_or(0))
}

fn when(row: &Row, at: usize) -> Result<Option<When>> {
    Ok(row.text(at)?.and_then(|key| of_key(&key)))
}

/// The date whose sort key this is, in the shortest form that covers the same days. Marks of doubt are not in a key.
fn of_key(key: &str) -> Option<When> {
    let (first, last) = key.split_once('/')?;
    let day = |text: &str| text.parse::<Date>().ok();
    let written =
        match (day(first).filter(|_| first != "0000-00-00"), day(last).filter(|_| last != "9999-12-31")) {
            (None, None) => return None,
            (None, Some(_)) => format!("../{last}"),
            (Some(_), None) => format!("{first}/.."),
            (Some(from), Some(to)) => shortest(from, to),
        };
    When::parse(&written).ok()
}

fn shortest(from: Date, to: Date) -> String {
    let year = from.year();
    let starts = |month: i8| from.month() == month && from.day() == 1;
    let ends = |year: i16, month: i8| to.year() == year && to.month() == month && to == to.last_of_month();
    if from == to {
        from.to_string()
    } else if starts(1) && ends(year, 12) {
        format!("{year:04}")
    } else if from.day() == 1 && ends(year, from.month()) {
        format!("{year:04}-{:02}", from.month())
    } else if starts(4) && ends(year + 1, 3) {
        format!("FY{year:04}")
    } else if starts(1) && year % 10 == 0 && ends(year + 9, 12) {
        format!("{year:04}s")
    } else if starts(1) && ends(to.year(), 12) {
        format!("{year:04}/{:04}", to.year())
    } else {
        format!("{from}/{to}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_the_dates_they_were_made_of() {
        for (written, read) in [
            ("1999", "1999"),
            ("1999-05", "1999-05"),
            ("2000-02", "2000-02"),
            ("1999-12", "1999-12"),
            ("1999-05-12", "1999-05-12"),
            ("198X", "1980s"),
            ("FY2014", "FY2014"),
            ("FY1999-2000", "1999-04-01/2001-03-31"),
            ("2004-2009", "2004/2009"),
            ("2004-06/2006", "2004-06-01/2006-12-31"),
            ("2014/..", "2014-01-01/.."),
            ("../2014", "../2014-12-31"),
            ("1999~", "1999"),
        ] {
            let when = When::parse(written).unwrap();
            let back = of_key(&when.sort_key()).unwrap();
            assert_eq!(back.written(), read);
            assert_eq!((back.earliest(), back.latest()), (when.earliest(), when.latest()), "{written}");
        }
        assert_eq!(of_key("damaged"), None);
    }
}
