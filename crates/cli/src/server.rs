//! Serving pages until the program is asked to stop.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use app::Renkei;
use app::accounts::Limits;
use clap::Args;
use domain::Viewer;
use language::Words;
use tokio::net::TcpListener;
use web::{BasePath, Network};

use crate::failures::Failure;

/// Where to serve.
#[derive(Debug, Args)]
pub(crate) struct Listen {
    /// Browsers come through TLS, which ends in a proxy in front of this server: cookies go over TLS only
    #[arg(long)]
    behind_tls: bool,
    /// After how many hours without a request people have to sign in again
    #[arg(long, value_name = "HOURS", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=720))]
    session_idle: u16,
    /// After how many days people have to sign in again in any case
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=365))]
    session_days: u16,
    /// The port; without it 8080, or the next free one
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// The address to listen on; others than this machine reach it only when another is named
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,
    /// The path under which a proxy shows the pages, such as /renkei
    #[arg(long, value_name = "PATH", default_value = "")]
    base_path: BasePath,
    /// An address or network whose X-Forwarded-For and X-Forwarded-Proto are believed; may be given several times
    #[arg(long, value_name = "CIDR", value_delimiter = ',')]
    trust_proxy: Vec<Network>,
    /// How many requests a minute each program may make, by its token or address
    #[arg(long, value_name = "N", default_value_t = web::Limits::default().per_minute)]
    api_rate: u32,
    /// A file with the token that a program on another machine brings to see /metrics
    #[arg(long, value_name = "FILE", env = "RENKEI_METRICS_TOKEN_FILE")]
    metrics_token_file: Option<PathBuf>,
}

const FIRST_PORT: u16 = 8080;
const LAST_PORT: u16 = 8179;
/// The shortest token for the figures: what nobody guesses.
const SHORTEST_TOKEN: usize = 16;
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

    /// Serves until the program is asked to stop, then lets what is under way finish.
    pub(crate) async fn serve(
        &self,
        renkei: Renkei,
        listener: TcpListener,
        words: Words,
    ) -> Result<(), Failure> {
        let settings = web::Settings {
            demo: renkei.office().demo,
            is_behind_tls: self.behind_tls,
            limits: Limits {
                idle: i64::from(self.session_idle) * 3_600,
                absolute: i64::from(self.session_days) * 86_400,
            },
            trusted: self.trust_proxy.clone(),
            base: self.base_path.clone(),
            metrics_token: self.metrics_token()?,
            memory: Some(memory),
            programs: web::Limits { per_minute: self.api_rate },
        };
        let following = tokio::spawn(follow(renkei.clone()));
        let served = web::serve(web::router(renkei.clone(), settings), listener, asked_to_stop()).await;
        following.abort();
        renkei.close().await;
        crate::output::say(words.get("cli-stopped"));
        served.map_err(Failure::unusable)
    }

    /// The token that opens the figures to other machines. A blank file would open them to everybody who sends a blank.
    fn metrics_token(&self) -> Result<Option<String>, Failure> {
        let Some(file) = &self.metrics_token_file else { return Ok(None) };
        let failed = |what: String| Failure::unusable(format!("{}: {what}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| failed(error.to_string()))?;
        match text.trim() {
            token if token.len() >= SHORTEST_TOKEN => Ok(Some(token.to_owned())),
            _ => Err(failed(format!("a token has at least {SHORTEST_TOKEN} characters"))),
        }
    }
}

/// Resident memory in bytes, where the system tells it as Linux does.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// Keeps what is made from the record up to it: the search index, and before somebody waits for them the figures of the
/// partners and what needs are answered with.
async fn follow(renkei: Renkei) {
    loop {
        for viewer in [Viewer::public(renkei.office().id.clone()), renkei.viewer()] {
            let prepared = match app::partners::overview(&renkei, &viewer).await {
                Ok(_) => app::matches::prepare(&renkei, &viewer).await,
                Err(error) => Err(error),
            };
            if let Err(error) = prepared {
                tracing::warn!(%error, "the figures of the partners could not be made");
            }
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
