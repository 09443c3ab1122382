//! Hosts where pages are people's accounts (TRUST R67).

/// Social networks and messengers, with their short-link hosts. A host below one of these counts as the same.
///
/// The desk never fetches a person's account, and cannot tell a person's page from an organisation's by its address;
/// so nothing is fetched there at all.
const SOCIAL_HOSTS: &[&str] = &[
    "bigo.tv",
    "bsky.app",
    "discord.com",
    "discord.gg",
    "douyin.com",
    "facebook.com",
    "fb.com",
    "fb.gg",
    "fb.me",
    "fb.watch",
    "fbcdn.net",
    "gapo.vn",
    "hahalolo.com",
    "instagr.am",
    "instagram.com",
    "kakao.com",
    "kwai.com",
    "likee.video",
    "line.me",
    "linkedin.com",
    "lnkd.in",
    "lotus.vn",
    "m.me",
    "mastodon.social",
    "messenger.com",
    "ok.ru",
    "pin.it",
    "pinterest.com",
    "redd.it",
    "reddit.com",
    "snapchat.com",
    "t.co",
    "t.me",
    "telegram.dog",
    "telegram.me",
    "telegram.org",
    "threads.com",
    "threads.net",
    "tiktok.com",
    "tumblr.com",
    "twitter.com",
    "viber.com",
    "vk.com",
    "vk.ru",
    "wa.me",
    "wechat.com",
    "weibo.cn",
    "weibo.com",
    "whatsapp.com",
    "x.com",
    "youtu.be",
    "youtube-nocookie.com",
    "youtube.com",
    "zalo.me",
    "zaloapp.com",
];

/// Is this a social network or messenger, or a host of one?
#[must_use]
pub fn is_social_host(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    SOCIAL_HOSTS
        .iter()
        .any(|social| host.strip_suffix(social).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}
