//! Words that carry no meaning of the field: function words, and the padding of letters.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Folded words, in groups by language. A word of one language that means something in another is left out.
///
/// # Source
/// Ours: the commonest function words of each language and what letters between offices open and close with.
const EMPTY: &[&str] = &[
    "a about above after again all also although always am among an and another any anyone are aren around as ask \
     at away back be became because become been before being below between both but by came can cannot come could \
     day days did didn do does doesn doing don done down each either else enough etc even ever every few first for \
     from further get gets getting give given go goes going gone got had has hasn have having he her here him his \
     how however i if in into is isn it its itself just keep keeps know known last least less let like little look \
     lot lots made make makes making many may maybe me might mine more most much must my near need needs never new \
     next no nobody none nor not nothing now of off often on once one ones only or other others our ours out over \
     own per perhaps please put quite rather really said same say says see seem seems seen several shall she should \
     since so some someone something sometimes soon still such take taken than thank thanks that the their them \
     then there these they thing things think this those though three through time times to together told too \
     toward try trying two under until up upon us use used using very via want wanted wants was wasn way we well \
     were what whatever when where whether which while who whom whose why will wish with within without won would \
     year years yes yet you your yours www http https com dear sir madam hello hi regards sincerely kindly best \
     office officer officers mr mrs ms today tomorrow yesterday week weeks month months re fwd subject email mail \
     able ago already almost alone along anything around everyone everything four five half hundred instead \
     kind long our part people place problem problems question questions right side sort start started started \
     tell thousand towards usually wonder write writing ll ve d s t m st th nd rd",
    "が の を に へ と は も で や か な だ た て し れ る い ない です ます ました ません でした から まで より など って \
     という として について による において また および 及び こと もの ため よう ところ これ それ あれ この その あの ここ \
     そこ どこ どの どう いる ある する なる できる いい よい とても すべて しかし そして ただ なお ので のに けど けれど \
     たい ください いただき いただ ございます お ご 御 私 私達 我々 当市 当 弊社 お世話 世話 連絡 相談 何 教 願 致 思 \
     今 年 月 日 時 方 場合 問題 困 必要 現在 状況 さん 様 もう まだ ほど くらい ぐらい だけ しか でも ずつ たち ら てい ている ておる ており てお おり られ れる られる せる させ させる なっ なり なる ませ まま \
     いく いけ おい つい つけ かけ みる みて みた しまう しまい 思い 思う なく なけれ ば つつ そう らしい ようだ みたい \
     ぜひ まず 次 前 後 中 上 下 的 化 性 用 分 以上 以下 程度 一部 全部 多く 少し 最近 毎日 毎年 毎月 先日 今回 当方",
    "的 了 是 在 和 与 及 或 不 也 都 就 很 有 没有 我 我们 你 您 他 她 它 他们 这 那 这个 那个 什么 怎么 如何 可以 能 要 \
     想 请 请问 谢谢 您好 你好 被 把 对 从 到 为 因为 所以 但 但是 如果 已经 还 又 再 只 吗 呢 吧 之 其 等 个 每 每天 现在",
    "va cua la co khong nhung cac cho voi trong tai toi chung ban nay do nhu thi ma de duoc den tu khi neu se da \
     dang bi rat nhieu mot hai ba xin chao cam on vi nen hay hoac cung con chi lam sao nao gi ai",
    "yang dan di ke dari untuk dengan pada ini itu adalah akan tidak atau juga karena dalam oleh kami kita saya \
     anda mereka ada bisa dapat sudah telah belum sangat lebih seperti agar jika bila hanya masih para serta bagi \
     apa bagaimana mengapa terima kasih mohon tolong selamat pagi siang",
];

static WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| EMPTY.iter().flat_map(|words| words.split_whitespace()).collect());

/// Tells whether a folded word carries no meaning of the field.
pub(super) fn is_empty_word(word: &str) -> bool {
    WORDS.contains(word)
}
