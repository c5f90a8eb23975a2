//! Drafts: what somebody typed into a form and has not saved, kept for them alone.

use domain::value::is_id;
use domain::{Kind, Right, Viewer};
use store::Draft;

use crate::{BadParameter, Error, Expected, Renkei, Result};

/// The longest draft, in bytes.
pub const LONGEST_DRAFT: usize = 400 * 1024;

/// Keeps what was typed into the form of a record, or of a new one, in place of the draft before.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not fill in such forms, [`Error::BadParameter`] when the draft is too long,
/// [`Error::Store`] when it cannot be written.
pub async fn keep_draft(
    renkei: &Renkei,
    viewer: &Viewer,
    kind: &'static Kind,
    id: Option<&str>,
    body: &str,
) -> Result<()> {
    let form = form(viewer, kind, id)?;
    if body.len() > LONGEST_DRAFT {
        let expected = Expected::Shorter(LONGEST_DRAFT);
        let (parameter, found) = ("draft".to_owned(), String::new());
        return Err(Error::BadParameter(BadParameter { parameter, found, expected }));
    }
    let draft = Draft { body: body.to_owned(), at: renkei.now().to_string() };
    Ok(store::keep_draft(renkei.store(), viewer, &form, &draft).await?)
}

/// Finds the viewer's draft of a form.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not fill in such forms, [`Error::Store`] when it cannot be read.
pub async fn draft(
    renkei: &Renkei,
    viewer: &Viewer,
    kind: &'static Kind,
    id: Option<&str>,
) -> Result<Option<Draft>> {
    let form = form(viewer, kind, id)?;
    let mut tx = renkei.store().read().await?;
    Ok(store::draft(&mut tx, viewer, &form).await?)
}

/// Lets go of the viewer's draft of a form.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not fill in such forms, [`Error::Store`] when it cannot be written.
pub async fn discard_draft(
    renkei: &Renkei,
    viewer: &Viewer,
    kind: &'static Kind,
    id: Option<&str>,
) -> Result<()> {
    let form = form(viewer, kind, id)?;
    Ok(store::drop_draft(renkei.store(), viewer, &form).await?)
}

/// The name of a form.
fn form(viewer: &Viewer, kind: &'static Kind, id: Option<&str>) -> Result<String> {
    let right = if id.is_some() { Right::Change } else { Right::Create };
    match id {
        _ if !viewer.may(right, Some(kind)) => Err(Error::Forbidden),
        Some(id) if is_id(id) => Ok(format!("{}/{id}", kind.plural)),
        Some(id) => Err(Error::NotFound(id.to_owned())),
        None => Ok(format!("{}/new", kind.plural)),
    }
}
