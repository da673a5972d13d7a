//! The listening socket: connections in, answers out, until the program is told to stop.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};

use crate::{router, site::Site};

/// Connections that are open at once; more wait in the system's queue.
const CONNECTIONS: usize = 512;

/// How long the head of a request may take to come, and an idle connection may stay.
const HEAD: Duration = Duration::from_secs(20);

/// How long answers on their way may take when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Why the server ended.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The address cannot be taken.
    #[error(
        "{address}: cannot listen: {reason}; another program may have the address: name another with --address 127.0.0.1:PORT"
    )]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        reason: io::Error,
    },
    /// The runtime cannot be started.
    #[error("cannot start: {0}")]
    Start(io::Error),
}

/// Serves until SIGINT or SIGTERM. `ready` is told the address once connections are taken.
pub fn serve(site: Arc<Site>, ready: impl FnOnce(SocketAddr)) -> Result<(), Stopped> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Stopped::Start)?;
    let outcome = runtime.block_on(run(site, ready));
    runtime.shutdown_timeout(FAREWELL);
    outcome
}

async fn run(site: Arc<Site>, ready: impl FnOnce(SocketAddr)) -> Result<(), Stopped> {
    let address = site.options.address;
    let cannot = |reason| Stopped::Address { address, reason };
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    let stop = stop().map_err(Stopped::Start)?;
    tokio::pin!(stop);
    tokio::spawn(Arc::clone(&site).watch());
    // Followed beside the first requests, so that the plans are there when somebody asks.
    site.planned.get(&site, Duration::ZERO);
    ready(listener.local_addr().map_err(cannot)?);
    let app = router(Arc::clone(&site));
    let open = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let permit = tokio::select! {
            () = &mut stop => break,
            permit = Arc::clone(&open).acquire_owned() => permit.expect("it is never closed"),
        };
        let stream = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // Out of file handles, or the other side has gone: what is open may end meanwhile.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let _ = stream.set_nodelay(true);
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(64 << 10)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app.clone()));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            let _permit = permit;
            // The reader went away: nobody is left to tell.
            let _ = connection.await;
        });
    }
    drop(listener);
    site.stopping.send_replace(true);
    let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
    Ok(())
}

#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
