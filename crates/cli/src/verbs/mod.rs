//! One file for each verb.

pub(crate) mod backup;
pub(crate) mod batch;
pub(crate) mod check;
pub(crate) mod demo;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod matches;
pub(crate) mod migrate;
pub(crate) mod office;
pub(crate) mod replay;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod standings;
mod stories;
pub(crate) mod tokens;
pub(crate) mod tune;
pub(crate) mod user;
pub(crate) mod workbooks;
