use super::*;

/// What is found, `bytes: value Measure` and each other value; `~` where it is rounded, the region behind it.
#[track_caller]
fn says(text: &str, expected: &[&str]) {
    let found: Vec<String> = find_amounts(text)
        .iter()
        .map(|amount| {
            let same = amount.same.iter().map(|same| {
                let mark = if same.exact { "" } else { "~" };
                let region = same.region.map(|region| format!(" {region:?}")).unwrap_or_default();
                format!("{mark}{} {:?}{region}", same.value, same.measure)
            });
            format!("{}: {}", &text[amount.range.clone()], same.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn land_is_told_for_each_region_where_they_differ() {
    says(
        "bán 3 sào ruộng",
        &["3 sào: 1080 SquareMetre North, 1500 SquareMetre Centre, 3000 SquareMetre South, \
           0.108 Hectare North, 0.15 Hectare Centre, 0.3 Hectare South"],
    );
    says(
        "2 mẫu",
        &["2 mẫu: 7200 SquareMetre North, 10000 SquareMetre Centre, 20000 SquareMetre South, \
           0.72 Hectare North, 1 Hectare Centre, 2 Hectare South"],
    );
    says("5 công đất", &["5 công đất: 5000 SquareMetre, 0.5 Hectare"]);
    says("720 m2", &["720 m2: 0.072 Hectare, 2 Sao North, 1.44 Sao Centre, 0.72 Sao South"]);
    says(
        "1,8 ha",
        &["1,8 ha: 18000 SquareMetre, 0.018 SquareKilometre, 50 Sao North, 36 Sao Centre, 18 Sao South, \
           5 Mau North, 3.6 Mau Centre, 1.8 Mau South"],
    );
}

#[test]
fn weights_are_exact_where_they_are_metric() {
    says("2 tạ thóc", &["2 tạ: 200 Kilogram, 0.2 Ton"]);
    says("3 yến gạo, 1,5 tấn", &["3 yến: 30 Kilogram", "1,5 tấn: 1500 Kilogram, 15 Ta"]);
    says("3 lạng thịt", &["3 lạng: 300 Gram, 0.3 Kilogram"]);
    says("250 g", &["250 g: 2.5 Lang, 0.25 Kilogram"]);
    says("100 pounds", &["100 pounds: 45.359237 Kilogram"]);
    says("50 kg", &["50 kg: 5 Yen, 0.5 Ta, 0.05 Ton, ~110 Pound"]);
}

#[test]
fn gold_is_told_in_grams_and_ounces() {
    says("2 lượng vàng", &["2 lượng vàng: 75 Gram, 20 Chi, ~2.41 TroyOunce"]);
    says("5 chỉ vàng", &["5 chỉ vàng: 18.75 Gram, 0.5 Luong, ~0.60283 TroyOunce"]);
    says("3 lạng vàng", &["3 lạng vàng: 112.5 Gram, 30 Chi, ~3.62 TroyOunce"]);
}

#[test]
fn lengths_go_both_ways() {
    says("màn hình 6 inch", &["6 inch: 15.24 Centimetre, 0.1524 Metre"]);
    says("10 dặm", &["10 dặm: 16.09344 Kilometre"]);
    says("cách bờ 200 hải lý", &["200 hải lý: 370.4 Kilometre"]);
    says("100 km", &["100 km: ~62.1 Mile, ~54 NauticalMile"]);
    says("12-foot wall", &["12-foot: 365.76 Centimetre, 3.6576 Metre"]);
    says("2,54 cm", &["2,54 cm: 1 Inch"]);
}

#[test]
fn temperatures_have_a_sign() {
    says("sốt 39 độ", &["39 độ: 102.2 Fahrenheit"]);
    says("100°F", &["100°F: ~37.8 Celsius"]);
    says("98,6 độ F", &["98,6 độ F: 37 Celsius"]);
    says("-40°C", &["-40°C: -40 Fahrenheit"]);
    says("âm 18 độ C", &["âm 18 độ C: -0.4 Fahrenheit"]);
    says("từ 3-5 độ", &["5 độ: 41 Fahrenheit"]);
    says("212 Fahrenheit", &[]);
}

#[test]
fn money_people_and_time_are_never_converted() {
    for text in
        ["5 triệu đồng", "100 USD", "$5", "20 người", "3 ngày", "50%", "5 triệu", "covid-19", "2 in một", "5 lbw"]
    {
        says(text, &[]);
    }
}

#[test]
fn numbers_without_bounds_are_no_trouble() {
    says(&format!("{} sào", "9".repeat(30)), &[]);
    says("0 km", &["0 km: 0 Mile, 0 NauticalMile"]);
    says("0,0000001 km", &[]);
}
