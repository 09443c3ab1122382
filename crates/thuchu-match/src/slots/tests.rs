//! What makes another claim of the same words, in both languages, with and without marks.

use super::*;

/// The slots of a claim beside those of a whole message.
fn compared(claim: &str, message: &str) -> Slots {
    let (claim, message) = (Analysed::of(claim), Analysed::message(message));
    let window = 0..message.len();
    let alignment = Alignment::of(&claim, &message, &window);
    let facings = alignment.facings(&window);
    Slots::compare(&claim, &message, &alignment, &facings, &window)
}

#[track_caller]
fn same(claim: &str, message: &str) {
    let slots = compared(claim, message);
    assert_eq!(slots.veto(), None, "{claim} / {message}: {slots:?}");
}

#[track_caller]
fn another(claim: &str, message: &str, veto: Veto) {
    let slots = compared(claim, message);
    assert_eq!(slots.veto(), Some(veto), "{claim} / {message}: {slots:?}");
}

#[test]
fn an_amount_said_otherwise_is_the_same() {
    for (claim, message) in [
        ("Phạt 2 triệu đồng người vượt đèn đỏ", "phạt 2.000.000 đồng người vượt đèn đỏ"),
        ("Phạt 50.000 đồng người vượt đèn đỏ", "phat 50k nguoi vuot den do"),
        ("Phạt 5 triệu đồng người vượt đèn đỏ", "phạt 5 củ người vượt đèn đỏ"),
        ("Phạt 50 nghìn đồng người vượt đèn đỏ", "phạt năm chục nghìn đồng người vượt đèn đỏ"),
        ("Giảm 10% tiền điện tháng này", "giảm một phần mười tiền điện tháng này"),
        ("Giảm 70% tiền điện tháng này", "giảm 7 trên 10 tiền điện tháng này"),
        ("Giá vé tăng gấp đôi dịp Tết", "giá vé tăng gấp 2 lần dịp Tết"),
        ("Gia ve tang gap doi dip Tet", "giá vé tăng gấp hai dịp Tết"),
        ("Cách ly một tuần tại nhà", "cách ly 7 ngày tại nhà"),
        ("Cách ly nửa tháng tại nhà", "cach ly 15 ngay tai nha"),
        ("Cơn bão thứ ba vào Quảng Ninh", "bão số 3 vào Quảng Ninh"),
        ("Patients stay home for two weeks", "patients stay home for 14 days"),
        ("The fee is half a million dong", "the fee is 500,000 dong"),
        ("One in ten people carry it", "10% people carry it"),
        ("Ticket prices doubled this year", "ticket prices twice this year"),
    ] {
        same(claim, message);
    }
}

#[test]
fn another_amount_is_another_claim() {
    for (claim, message) in [
        ("Phạt 2 triệu đồng người vượt đèn đỏ", "phạt 20 triệu đồng người vượt đèn đỏ"),
        ("Phạt tù từ 3-12 năm vì tội này", "phạt tù từ 3-15 năm vì tội này"),
        ("Giá vé tăng gấp đôi dịp Tết", "giá vé tăng gấp 5 lần dịp Tết"),
        ("Gió cuốn bay một lớp học ở Sóc Trăng", "gió cuốn bay bốn lớp học ở Sóc Trăng"),
        ("Bồi thường nửa tháng lương khi nghỉ việc", "bồi thường 3 tháng lương khi nghỉ việc"),
        ("Bảy trên mười mẫu cà phê là giả", "3 trên 10 mẫu cà phê là giả"),
        ("Cơn bão thứ ba vào Quảng Ninh", "cơn bão thứ tư vào Quảng Ninh"),
        ("Patients stay home for two weeks", "patients stay home for two months"),
        ("The bag weighs 5 kg", "the bag weighs 5 tons"),
    ] {
        another(claim, message, Veto::Number);
    }
}

#[test]
fn a_number_put_in_is_another_claim() {
    another("Trường bắt phụ huynh mua đồng phục", "trường bắt phụ huynh mua 3 bộ đồng phục", Veto::Number);
    another(
        "Viết sai phiếu thì được đổi phiếu mới",
        "viết sai phiếu thì được đổi phiếu mới tối đa 1 lần",
        Veto::Number,
    );
    another("Schools make parents buy uniforms", "schools make parents buy 3 uniforms", Veto::Number);
    // Another sentence, or a forward's own, counts its own things.
    same("Trường bắt phụ huynh mua đồng phục", "Trường bắt phụ huynh mua đồng phục! Hôm qua có 30 người hỏi.");
    same("Trường bắt phụ huynh mua đồng phục", "Trường bắt phụ huynh mua đồng phục. Gửi ngay cho 10 người bạn");
}

#[test]
fn a_number_that_lost_its_unit_is_left_out_not_another() {
    same("Đòi nợ 60 triệu đồng rồi ép viết giấy vay", "đòi nợ 60 rồi ép viết giấy vay");
}

#[test]
fn dates_are_read_in_part_and_in_english() {
    same("The curfew begins on 5 March 2024 in Hanoi", "the curfew begins on March 5 in Hanoi");
    another("The curfew begins on 5 March in Hanoi", "the curfew begins on 9 March in Hanoi", Veto::Date);
    same("Đổi tiền từ ngày 1/7/2024 ở mọi ngân hàng", "đổi tiền từ ngày 1 tháng 7 ở mọi ngân hàng");
    another("Doi tien tu ngay 1/7 o moi ngan hang", "doi tien tu ngay 1/9 o moi ngan hang", Veto::Date);
}

#[test]
fn places_go_by_several_names() {
    same("Cấm xe máy ở TP.HCM từ năm sau", "cấm xe máy ở Sài Gòn từ năm sau");
    same("Cấm xe máy ở Thành phố Hồ Chí Minh từ năm sau", "cam xe may o hcm tu nam sau");
    same("Cấm xe máy ở Đà Nẵng từ năm sau", "cấm xe máy ở ĐN từ năm sau");
    same("Cấm xe máy ở Vũng Tàu từ năm sau", "cấm xe máy ở VT từ năm sau");
    same("Motorbikes are banned in Ho Chi Minh City", "motorbikes are banned in Saigon");
    another("Cấm xe máy ở Đà Nẵng từ năm sau", "cấm xe máy ở Hải Phòng từ năm sau", Veto::Name);
}

#[test]
fn a_word_swapped_for_its_opposite_turns_the_claim() {
    for (claim, message) in [
        ("Giá xăng tăng từ ngày mai", "giá xăng giảm từ ngày mai"),
        ("Gia xang tang tu ngay mai", "gia xang giam tu ngay mai"),
        ("Hà Nội cấm xe máy vào phố cổ", "Hà Nội cho phép xe máy vào phố cổ"),
        ("Trạm xá phát miễn phí thuốc tẩy giun", "trạm xá thu tiền thuốc tẩy giun"),
        ("Xây nhà ở nông thôn phải xin giấy phép", "xây nhà ở nông thôn được miễn giấy phép"),
        ("Nấm này an toàn cho trẻ em", "nấm này độc hại cho trẻ em"),
        ("Fuel prices will rise on Monday", "fuel prices will fall on Monday"),
        ("The city bans scooters downtown", "the city allows scooters downtown"),
        ("The new vaccine is safe for children", "the new vaccine is toxic for children"),
    ] {
        another(claim, message, Veto::Negation);
    }
}

#[test]
fn a_denial_turns_the_claim_wherever_the_word_stands() {
    for (claim, message) in [
        ("Cầu Bãi Cháy đóng 15 ngày để thay cáp", "Thay cáp mà không phải đóng cầu Bãi Cháy"),
        ("Khoa thi cuối cùng ở Huế diễn ra năm 1919", "Năm 1919 chưa phải khoa thi cuối cùng ở Huế"),
        ("Một đêm bán hàng có thể thu 8 triệu đồng", "một đêm bán hàng không có thể thu 8 triệu đồng"),
        ("Bật quạt ít tốn điện hơn điều hoà", "bật quạt tốn điện hơn điều hoà"),
        ("The bank will close its branches", "the bank will not close its branches"),
    ] {
        another(claim, message, Veto::Negation);
    }
}

#[test]
fn the_opposite_of_an_opposite_says_the_same() {
    assert_eq!(compared("Giá xăng giảm từ ngày mai", "giá xăng không tăng từ ngày mai").negation, Negation::Same);
}

#[test]
fn asking_and_doubting_are_about_the_same_claim() {
    let claim = "Uống nước chanh chữa khỏi ung thư";
    for message in [
        "uống nước chanh có chữa khỏi ung thư không ạ?",
        "có thật không mọi người ơi? uống nước chanh chữa khỏi ung thư",
        "không có chuyện uống nước chanh chữa khỏi ung thư đâu",
        "đừng tin uống nước chanh chữa khỏi ung thư",
        "không biết uống nước chanh chữa khỏi ung thư có đúng không",
        "fake news: uống nước chanh chữa khỏi ung thư",
    ] {
        same(claim, message);
    }
    same("Lemon water cures cancer", "is it true that lemon water cures cancer?");
    same("Lemon water cures cancer", "fake news: lemon water cures cancer");
}

#[test]
fn words_for_how_many_count() {
    another("Mọi ngân hàng đóng cửa từ ngày 1/7", "một số ngân hàng đóng cửa từ ngày 1/7", Veto::Number);
    another("Moi ngan hang dong cua tu ngay 1/7", "mot so ngan hang dong cua tu ngay 1/7", Veto::Number);
    another("All banks close on Monday", "some banks close on Monday", Veto::Number);
    same("Tất cả ngân hàng đóng cửa từ ngày 1/7", "toàn bộ ngân hàng đóng cửa từ ngày 1/7");
    // Left out is not denied.
    same("Mọi ngân hàng đóng cửa từ ngày 1/7", "ngân hàng đóng cửa từ ngày 1/7");
}

#[test]
fn a_day_of_the_month_that_is_named_is_no_other_date() {
    same("Clip quay ở Hà Nội tháng 6/2019", "clip quay ở Hà Nội ngày 17/6/2019");
    same("A clip was filmed in Hanoi in June 2019", "this clip was filmed in Hanoi on June 17, 2019");
    another("Clip quay ở Hà Nội tháng 6/2019", "clip quay ở Hà Nội ngày 17/5/2019", Veto::Date);
}
