use jiff::civil::date;

use super::*;

/// What is found in a text written on 1 June 2026: `bytes = day`, with the other reading behind `|`.
#[track_caller]
fn says(text: &str, expected: &[&str]) {
    let found: Vec<String> = find_days(text, date(2026, 6, 1))
        .iter()
        .map(|said| {
            let mark = if said.explicit_year { "" } else { "?" };
            let or = said.or.map(|or| format!(" | {or}")).unwrap_or_default();
            let to = if said.to == said.from { String::new() } else { format!("..{}", said.to) };
            format!("{} = {}{to}{mark}{or}", &text[said.range.clone()], said.from)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn lunar_days_with_their_year_are_days_of_the_wall_calendar() {
    says("mùng 1 Tết 2026 ở Huế", &["mùng 1 Tết 2026 = 2026-02-17"]);
    says("Rằm tháng bảy năm Bính Ngọ", &["Rằm tháng bảy năm Bính Ngọ = 2026-08-27"]);
    says("rằm tháng 8 năm 2025", &["rằm tháng 8 năm 2025 = 2025-10-06"]);
    says("mồng một Tết Nguyên đán Ất Tỵ (2025)", &["mồng một Tết Nguyên đán Ất Tỵ (2025) = 2025-01-29"]);
    says("ngày mùng mười tháng ba năm 2024", &["ngày mùng mười tháng ba năm 2024 = 2024-04-18"]);
    says("ngày 15/7 âm lịch năm 2025 là", &["ngày 15/7 âm lịch năm 2025 = 2025-09-06"]);
    says("15/7/2025 (âm lịch).", &["15/7/2025 (âm lịch) = 2025-09-06"]);
    says("15 tháng 7 năm 2025 âm lịch", &["15 tháng 7 năm 2025 âm lịch = 2025-09-06"]);
    says("mùng 1 tháng 6 nhuận năm 2025", &["mùng 1 tháng 6 nhuận năm 2025 = 2025-07-25"]);
    says("mung 1 thang gieng nam Quy Mao", &["mung 1 thang gieng nam Quy Mao = 2023-01-22"]);
    says("Tết Mậu Thân 1968", &["Tết Mậu Thân 1968 = 1968-01-29"]);
    says("hai mươi ba tháng chạp năm Ất Tỵ", &["hai mươi ba tháng chạp năm Ất Tỵ = 2026-02-10"]);
}

#[test]
fn the_last_days_before_tet_belong_to_the_year_before() {
    says("đêm giao thừa 2026", &["đêm giao thừa 2026 = 2026-02-16"]);
    says("29 Tết Bính Ngọ", &["29 Tết Bính Ngọ = 2026-02-16"]);
    says("28 Tết 2025", &["28 Tết 2025 = 2025-01-27"]);
    // Both years before ended with a month of 29 days.
    says("30 Tết 2026", &[]);
    says("30 Tết 2024", &["30 Tết 2024 = 2024-02-09"]);
}

#[test]
fn a_year_in_digits_beside_the_last_month_has_two_readings() {
    says("23 tháng chạp năm 2026", &["23 tháng chạp năm 2026 = 2027-01-30 | 2026-02-10"]);
    says("rằm tháng giêng năm 2026", &["rằm tháng giêng năm 2026 = 2026-03-03"]);
}

#[test]
fn without_a_year_the_nearest_is_meant_and_marked() {
    says("rằm tháng bảy", &["rằm tháng bảy = 2026-08-27?"]);
    says("ông Công ông Táo", &["ông Công ông Táo = 2026-02-10?"]);
    says(
        "ngày 23 tháng Chạp, giỗ Tổ Hùng Vương",
        &["ngày 23 tháng Chạp = 2026-02-10?", "giỗ Tổ Hùng Vương = 2026-04-26?"],
    );
    says("Tết Trung thu", &["Tết Trung thu = 2026-09-25?"]);
}

#[test]
fn solar_days_are_read_as_ever_and_never_twice() {
    says("từ 3/3/2025 đến mùng 2 Tết 2026", &["3/3/2025 = 2025-03-03", "mùng 2 Tết 2026 = 2026-02-18"]);
    says("tháng 6/2022", &["tháng 6/2022 = 2022-06-01..2022-06-30"]);
    says("15 tháng 7 năm 2025", &["15 tháng 7 năm 2025 = 2025-07-15"]);
    says("rằm tháng 7 và 15/7/2025", &["rằm tháng 7 = 2026-08-27?", "15/7/2025 = 2025-07-15"]);
}

#[test]
fn what_is_no_day_is_left_alone() {
    for text in
        ["Tết vui", "mùng", "rằm", "mùng 11 Tết", "rằm tháng 13", "rằm tháng một", "bảy người", "32 Tết vui", "âm lịch"]
    {
        says(text, &[]);
    }
    says("mùng 1 Tết 3026", &["mùng 1 Tết = 2026-02-17?"]);
}

#[test]
fn years_without_marks_and_in_other_spellings_are_known() {
    for (text, year) in
        [("Giáp Tí", 1984), ("giap ty", 1984), ("ky ty", 1989), ("Kỉ Tị", 1989), ("Quí Mẹo", 2023), ("Đinh Dậu", 2017)]
    {
        let tokens = tokens(text);
        assert_eq!(year_name(&tokens[0], &tokens[1]), Some(YearName::of(year)), "{text}");
    }
    let tokens = tokens("Giáp Sửu");
    assert_eq!(year_name(&tokens[0], &tokens[1]), None);
}
