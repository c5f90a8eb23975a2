//! Serving pages until the program is asked to stop.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use app::Renkei;
use clap::Args;
use language::Words;
use tokio::net::TcpListener;

use crate::failures::Failure;

/// Where to serve.
#[derive(Debug, Args)]
pub(crate) struct Listen {
    /// The port; without it 8080, or the next free one
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// The address to listen on; others than this machine reach it only when another is named
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,
}

const FIRST_PORT: u16 = 8080;
const LAST_PORT: u16 = 8179;
/// How often the search index looks for what other programs have written.
const FOLLOWING: Duration = Duration::from_secs(2);

impl Listen {
    /// Takes the port.
    pub(crate) async fn bind(&self) -> Result<TcpListener, Failure> {
        let ports = match self.port {
            Some(port) => port..=port,
            None => FIRST_PORT..=LAST_PORT,
        };
        let mut refused = None;
        for port in ports {
            match TcpListener::bind(SocketAddr::new(self.host, port)).await {
                Ok(listener) => return Ok(listener),
                Err(error) => refused = Some(format!("{}:{port}: {error}", self.host)),
            }
        }
        Err(Failure::unusable(refused.unwrap_or_default()).hinted("cli-hint-port"))
    }
}

/// Serves until the program is asked to stop, then lets what is under way finish.
pub(crate) async fn serve(renkei: Renkei, listener: TcpListener, words: Words) -> Result<(), Failure> {
    let following = tokio::spawn(follow(renkei.clone()));
    let settings = web::Settings { demo: renkei.office().demo, ..web::Settings::default() };
    let served = web::serve(web::router(renkei.clone(), settings), listener, asked_to_stop()).await;
    following.abort();
    renkei.close().await;
    crate::output::say(words.get("cli-stopped"));
    served.map_err(Failure::unusable)
}

/// Keeps what is made from the record up to it: the search index, and the figures of the partners before somebody waits
/// for them.
async fn follow(renkei: Renkei) {
    loop {
        if let Err(error) = app::partners::overview(&renkei, &renkei.viewer()).await {
            tracing::warn!(%error, "the figures of the partners could not be made");
        }
        tokio::time::sleep(FOLLOWING).await;
        if let Err(error) = renkei.follow().await {
            tracing::warn!(%error, "the search index could not be brought up to the record");
        }
    }
}

async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupted => {}
        () = terminated => {}
    }
}
