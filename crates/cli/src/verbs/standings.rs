//! `renkei match --why`: where one offering, scheme or past case stands, and what stands against it.

use app::matches::{About, Answered, Ranked, Refinement, explain};
use app::{Renkei, reasons};
use language::Words;
use serde_json::json;

use crate::output;

/// Prints where one record stands among the answers.
pub(crate) async fn tell(
    renkei: &Renkei,
    words: Words,
    about: &About,
    refinement: &Refinement,
    id: &str,
    as_json: bool,
) -> app::Result<()> {
    let viewer = renkei.viewer();
    let (answered, standings) = explain(renkei, &viewer, about, refinement, &[id.to_owned()], 1).await?;
    for standing in &standings {
        let told = reasons::standing(words, &answered, standing);
        if as_json {
            output::print_json(&json!({ "told": told, "standing": standing }));
            continue;
        }
        let ranked = &standing.ranked;
        output::say(format_args!("{}  ({})", title(words, &answered, ranked), ranked.id));
        output::say(told);
        if let Some(behind) = reasons::behind(words, &answered, standing) {
            output::say(behind);
        }
        print_obstacles(words, &answered, ranked);
        for ruling in reasons::rulings(ranked) {
            let verdict = reasons::ruling(words, ruling.verdict);
            output::say(format_args!(
                "     {verdict}: {}  ({})",
                ruling.text.text(words.tag()),
                ruling.record
            ));
        }
        let (total, points) = reasons::points(ranked);
        for (reason, points) in ranked.reasons.iter().zip(points) {
            output::say(format_args!("  {points:>6}  {}", reasons::reason(words, &answered, reason)));
        }
        output::say(format_args!("  {total:>6}  {}", words.get("match-sum")));
    }
    Ok(())
}

/// Prints the conditions that stand against an answer.
pub(crate) fn print_obstacles(words: Words, answered: &Answered, ranked: &Ranked) {
    for obstacle in reasons::obstacles(words, answered, ranked) {
        let tag = if obstacle.rules_out { "match-stop" } else { "match-warning" };
        output::say(format_args!(
            "     {}: {} {}  {}",
            words.get(tag),
            obstacle.text.text(words.tag()),
            obstacle.from,
            obstacle.record.unwrap_or_default()
        ));
    }
}

/// The title of an answer in the reader's language.
pub(crate) fn title<'a>(words: Words, answered: &'a Answered, ranked: &'a Ranked) -> &'a str {
    answered.names.get(&ranked.id).map_or(ranked.id.as_str(), |head| head.title.text(words.tag()))
}
