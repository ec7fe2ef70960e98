//! The connections: a thread for each, and not too many.

use std::io::{self, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::http::{self, NoRequest, Response, Status};
use super::preview::Preview;
use super::respond;

/// Browsers open six to a site, and each tab holds one that waits.
const MOST: usize = 64;

/// How long a connection may say nothing, or take nothing.
const PATIENCE: Duration = Duration::from_secs(15);

/// Requests on one connection.
const MOST_REQUESTS: usize = 1000;

/// Serves for as long as the program runs.
pub(super) fn start(listener: TcpListener, preview: &Arc<Preview>) {
    let preview = Arc::clone(preview);
    let open = Arc::new(AtomicUsize::new(0));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // A connection that is gone before it began.
            let Ok(stream) = stream else { continue };
            let one = Counted::new(&open);
            if open.load(Ordering::Relaxed) > MOST {
                let response = Response::plain(Status::Unavailable, "too many connections");
                let _ = response.write(&mut &stream, false, false);
                continue;
            }
            let preview = Arc::clone(&preview);
            std::thread::spawn(move || {
                // Who goes away in the middle is no problem of ours.
                let _ = talk(&stream, &preview);
                drop(one);
            });
        }
    });
}

/// One connection among those that are open.
struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn new(open: &Arc<AtomicUsize>) -> Counted {
        open.fetch_add(1, Ordering::Relaxed);
        Counted(Arc::clone(open))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn talk(stream: &TcpStream, preview: &Preview) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut from = BufReader::new(stream);
    let mut to = stream;
    for _ in 0..MOST_REQUESTS {
        let request = match http::read(&mut from) {
            Ok(request) => request,
            Err(NoRequest::Closed) => return Ok(()),
            Err(NoRequest::Refused(status)) => {
                let response = Response::plain(status, "this is no request that is served here");
                return response.write(&mut to, false, false);
            }
        };
        if respond::is_waiting(&request) {
            return events(to, preview);
        }
        let is_head = request.method == "HEAD";
        let response = respond::to(&request, preview);
        response.write(&mut to, is_head, request.keeps_open)?;
        if !request.keeps_open {
            return Ok(());
        }
    }
    Ok(())
}

// Server-sent events (HTML, section 9.2): the version now, and each that comes.
fn events(mut to: &TcpStream, preview: &Preview) -> io::Result<()> {
    to.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
          Cache-Control: no-store\r\nConnection: close\r\n\r\nretry: 500\n\n",
    )?;
    let mut told = String::new();
    loop {
        let version = preview.wait(&told, PATIENCE);
        // A comment finds out whether anybody is still there.
        let event = match version == told {
            true => ": nothing new\n\n".to_owned(),
            false => format!("data: {version}\n\n"),
        };
        to.write_all(event.as_bytes())?;
        to.flush()?;
        told = version;
    }
}
