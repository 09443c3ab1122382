//! Where a short link leads: the shortener is asked for its redirection, the page behind it is never opened.

use std::time::Duration;

use reqwest::header::LOCATION;
use thuchu_text::canonical;
use url::Url;

use crate::budget::{MAX_HOPS, PER_HOST};
use crate::client::explain;
use crate::error::FetchError;
use crate::fetcher::{Fetcher, is_redirect, target};
use crate::guard::{check_place, host_of};

impl Fetcher {
    /// Follows a short or share link from shortener to shortener, at most [`MAX_HOPS`], until it names something that is
    /// no short link. That address is returned unopened and unchecked. A short link of a social host is asked too: it is
    /// no page of an account, and nothing is sent along that names anybody.
    ///
    /// # Errors
    /// [`FetchError::BadRedirect`] when the link is no short link or leads nowhere, [`FetchError::TooSlow`] after `limit`,
    /// else as for a page.
    pub async fn lead(&self, link: &Url, limit: Duration) -> Result<Url, FetchError> {
        let slow = || FetchError::TooSlow { host: host_of(link), seconds: limit.as_secs() };
        tokio::time::timeout(limit, self.follow_short(link)).await.map_err(|_| slow())?
    }

    async fn follow_short(&self, link: &Url) -> Result<Url, FetchError> {
        let inner = &self.inner;
        let mut at = link.clone();
        at.set_fragment(None);
        for _ in 0..=MAX_HOPS {
            let host = host_of(&at);
            if !is_short(&at) {
                return if at == *link { Err(FetchError::BadRedirect { host }) } else { Ok(at) };
            }
            check_place(&at, &inner.reach)?;
            let _place = inner.gate.enter(&host, PER_HOST).await;
            let response = inner.pages.get(at.clone()).send().await.map_err(|error| explain(&error, &host))?;
            inner.check_peer(&response, &host)?;
            if !is_redirect(response.status()) {
                return Err(FetchError::BadRedirect { host });
            }
            at = target(&at, response.headers().get(LOCATION))?;
        }
        Err(FetchError::TooManyHops { host: host_of(&at), max: MAX_HOPS })
    }
}

fn is_short(url: &Url) -> bool {
    canonical(url.as_str()).is_ok_and(|link| link.is_short_link())
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;
    use crate::{Budget, Reach};

    /// Plays every host: `bit.ly/a` leads to `vm.tiktok.com/b`, that one to a video; counts what it is asked.
    async fn web() -> (SocketAddr, tokio::task::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = tokio::spawn(async move {
            let mut asked = Vec::new();
            while let Ok(Ok((mut socket, _))) = tokio::time::timeout(Duration::from_secs(1), listener.accept()).await {
                let mut head = vec![0; 4096];
                let length = socket.read(&mut head).await.unwrap();
                let head = String::from_utf8_lossy(&head[..length]).into_owned();
                let path = head.split(' ').nth(1).unwrap().to_owned();
                let answer = match path.as_str() {
                    "/a" => "HTTP/1.1 301 x\r\nlocation: http://vm.tiktok.com/b\r\ncontent-length: 0\r\n\r\n",
                    "/b" => {
                        "HTTP/1.1 302 x\r\nlocation: https://www.tiktok.com/@ai/video/7?_r=who\r\ncontent-length: 0\r\n\r\n"
                    }
                    "/round" => "HTTP/1.1 302 x\r\nlocation: http://bit.ly/round\r\ncontent-length: 0\r\n\r\n",
                    "/slow" => {
                        tokio::time::sleep(Duration::from_millis(600)).await;
                        ""
                    }
                    _ => "HTTP/1.1 200 x\r\ncontent-length: 0\r\n\r\n",
                };
                let _ = socket.write_all(answer.as_bytes()).await;
                asked.push(path);
            }
            asked
        });
        (address, asked)
    }

    #[tokio::test]
    async fn a_short_link_is_followed_to_the_page_which_is_not_opened() {
        let (address, asked) = web().await;
        let fetcher = Fetcher::for_tests(Reach::only(address), None, Budget::default()).unwrap();
        let lead = async |link: &str| fetcher.lead(&Url::parse(link).unwrap(), Duration::from_millis(400)).await;
        assert_eq!(lead("http://bit.ly/a").await.unwrap().as_str(), "https://www.tiktok.com/@ai/video/7?_r=who");
        assert!(matches!(lead("http://bit.ly/page").await, Err(FetchError::BadRedirect { .. })));
        assert!(matches!(lead("http://bit.ly/round").await, Err(FetchError::TooManyHops { .. })));
        assert!(matches!(lead("http://bit.ly/slow").await, Err(FetchError::TooSlow { .. })));
        assert!(lead("http://www.facebook.com/ai.do").await.is_err(), "no short link: never asked");
        let asked = asked.await.unwrap();
        assert_eq!((&asked[0], &asked[1], &asked[2]), (&"/a".to_owned(), &"/b".to_owned(), &"/page".to_owned()));
        assert!(!asked.iter().any(|path| path.contains("video") || path.contains("ai.do")));
    }
}
