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
     いく いけ おい つい つけ かけ みる みて みた しまう しまい 思い 思う なく なけれ ば つつ てく てほ てもら ておき たく たり つもり とき そう らしい ようだ みたい \
     ぜひ まず 次 前 後 中 上 下 的 化 性 用 分 以上 以下 程度 一部 全部 多く 少し 最近 毎日 毎年 毎月 先日 今回 当方",
    "的 了 是 在 和 与 及 或 不 也 都 就 很 有 没有 我 我们 你 您 他 她 它 他们 这 那 这个 那个 什么 怎么 如何 可以 能 要 \
     想 请 请问 谢谢 您好 你好 被 把 对 从 到 为 因为 所以 但 但是 如果 已经 还 又 再 只 吗 呢 吧 之 其 等 个 每 每天 现在",
    "va cua la co khong nhung cac cho voi trong tai toi chung ban nay do nhu thi ma de duoc den tu khi neu se da \
     dang bi rat nhieu mot hai ba xin chao cam on vi nen hay hoac cung con chi lam sao nao gi ai",
    "yang dan di ke dari untuk dengan pada ini itu adalah akan tidak atau juga karena dalam oleh kami kita saya \
     anda mereka ada bisa dapat sudah telah belum sangat lebih seperti agar jika bila hanya masih para serta bagi \
     apa bagaimana mengapa terima kasih mohon tolong selamat pagi siang",
];

/// Folded everyday words that people use in any letter. They may belong to a phrase, but say little by themselves.
///
/// # Source
/// Ours: common nouns, verbs and adjectives of daily life that are no term of any sector.
const EVERYDAY: &[&str] = &[
    "afford afternoon age agree allow annual answer april arrive ask asks asked august autumn available average bad \
     bag bags bed begin begins better big bit book box boxes boy brand bring brings brought build built busy buy \
     buying call called calls care carry case cash cause chance change changed changes cheap cheaper check child \
     children choose choice city cities clear close closed cold colleague colleagues comes coming common complain \
     complaint complaints company correct cost costs council country count couple course crew cut dare daily \
     december decide deep delivery depend difference different difficult dig dollar door doors drive driver drop \
     early earn easy employ empty end ends evening event exist expensive expect explain extra fail failed fair \
     fall family families fast feb february feel fell figure figures fill find fine finish follow foot form found \
     free friday friend front full fully future girl good grade great ground group grow grows grew guess guest \
     guests guide hand hands hang happen happens hard head hear heard heavy help high hint hold hole home hope hot \
     hour hours house houses huge idea important inside interest january job jobs july june knee leader learn \
     leave leaves left level life limit limits line list live lives local long longer lose loss love low main man \
     march market matter mayor mean means meet meeting member members men mention middle mile million minute \
     minutes monday money morning mother mothers mountain move name names narrow nearly neighbour neighbours news \
     nice night nights note notice noticed november number numbers october old older open opened order paper \
     papers parent parents pass pay paid person phone phoned photo pick picture pile play point poor possible \
     power present price prices programme project projects proper province public quarter quick quiet quote rate \
     reach read ready real reason receive region remain remember repeat reply report request rest result rich \
     ring rise road room round row rule rules run runs safe sale saturday save school screen sea season second \
     section sell send sent september serve serious service set share shop shops short show shows sign simple sit \
     site size sleep slow small smaller smell sold solution solve sound space speak spend spring staff stage stand \
     stands state stay step stop stopped stops store story street streets strong student study stuff summer sunday \
     support sure table talk talked teach team tell test thursday tired title top total town towns training \
     travel tree trip trouble true tuesday turn turned turns type unit useful value village visit visitor wait \
     walk wall war wash watch way wednesday weekend went wet winter woman women word work worked worker workers \
     works world worried worry worse wrong young visible mixed needed asking looking getting making taking giving \
     working going coming running living having seeing finding looks like plan plans plant process system method \
     material materials machine machines equipment area areas district districts community resident residents \
     people's citizen citizens official officials government ministry department bureau institute firm firms",
    "人 方法 人々 市 町 村 国 家 中心 相手 自分 自分達 住民 市民 担当 担当者 職員 会社 大 小 多 少 高 低 良 悪 新 古 長 短 \
     早 遅 見 行 来 出 入 使 作 知 言 聞 話 読 書 持 取 置 始 終 増 減 変 続 困 考 感 毎 全 全体 予定 計画 説明 対応 紹介 \
     希望 検討 実施 利用 活動 仕組み 仕組 費 費用 お金 金 時間 夜 朝 昼 夏 冬 春 秋 子ども 子供 親 先生 学校 道 道路 部屋 \
     設備 施設 機械 機 場 物 手 足 声 名 数 量 力 気 心 口 目 書き方 仕方 やり方 教え方 書",
    "人 地方 城市 市民 居民 工作 时间 方法 情况 单位 部门 公司 学校 孩子 每年 希望 了解 帮助 提供 介绍",
    "nguoi nam ngay thang thanh pho chung tinh huyen xa viec can muon giup biet hoi nha truong tre em dan",
    "orang tahun hari bulan kota desa warga anak rumah ingin perlu membantu tahu cara banyak setiap tempat",
];

static EVERYDAY_WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| EVERYDAY.iter().flat_map(|words| words.split_whitespace()).collect());

/// Tells whether a folded word is an everyday one.
pub(super) fn is_everyday(word: &str) -> bool {
    EVERYDAY_WORDS.contains(word)
}

static WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| EMPTY.iter().flat_map(|words| words.split_whitespace()).collect());

/// Tells whether a folded word carries no meaning of the field.
pub(super) fn is_empty_word(word: &str) -> bool {
    WORDS.contains(word)
}
