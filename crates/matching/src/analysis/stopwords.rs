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
    "accept access accuse achieve act active actual add address adult advance advantage advice advise agency ahead \
     aim aimed allowed amount ancient angry announce apart apparently appear appoint approach argue arrange \
     arrangement arrival article aside assistant assume attempt attend attention audience aunt author avoid aware \
     awful background balance ball bar basic basis bear beautiful beg begun behave behind belief believe belong bench \
     beside besides beyond birthday bite blame blank blind board body bold bored boring born boss bother bottom bound \
     brave break breakfast brief bright broad broke broken brother brush bunch burden button calm candidate capable \
     card careful catch caught ceiling celebrate central century certain certainly chair chairman chapter character \
     chat chief circle claim clause clerk clever click climb clock clothes club coat coffee column combination \
     comfortable comment commission commit committee compare competition complete completely concern concerned \
     conclude conclusion condition conditions conduct congress consider considerable contact contain contents contest \
     continue contribute convince copy corner cotton cousin cover crack crazy create cross crowd cry cup curious \
     curtain cycle danger dangerous dark date daughter dead deal dealt death debate decade decent decision declare \
     decline degree delay deliver deputy describe design desk despite detail detailed determine develop development \
     diary die died difficulty dinner direct direction directly director disappear disappoint discover discuss \
     discussion dish distance divide document double doubt dozen dozens draft dream dress due duty eager ear ease \
     easily edge effect effective effort eight eighteen eighty elderly elect election electronic eleven else \
     elsewhere encourage engage enjoy enormous ensure enter entire entirely entrance envelope equal equip error \
     escape especially essential establish estimate euro evidence exact exactly examine example examples excellent \
     except excited excuse expense explanation express face fact factor fairly faith familiar famous fancy farther \
     fashion fate father favour favourite fear feature fellow fewer field fifteen fifth fifty fight file final \
     finally finger finished fit fits flat flight floor fold folk folks following fool football foreign forget \
     forgive formal former forth fortune forty forward fourteen fourth frame frequent friendly frighten fun function \
     furniture gain game gap gate gather general gentle gift glad glance goal gold governor gradually grand \
     grandfather grandmother grateful gray grey guarantee guard guy habit hair handful handle handy happy hardly harm \
     hat hate heart height hello hesitate hide hire hit honest honour hopefully horse host human hundred hundreds \
     hurry hurt husband ideal identify ignore illustrate image imagine immediate immediately impossible impress \
     improve improvement incident include including increase increased indeed independent indicate individual \
     influence inform information initial inner inquire insist instance instruct intend intention interested \
     interesting international interview introduce introduction invite involve issue item items join joined joke \
     journal journey joy judge jump kept key kick kilometre king kiss km knock knowledge lady largely large late \
     later latest laugh lay lazy lead leading lean led leg lend length letter letters liberty lid lie lies likely \
     link listen literature load location lock logic lonely loose lord loud lovely luck lucky lunch mad magazine \
     major majority manager manner mark marriage match meanwhile memory mental mere merely merry mess message met \
     metre mind minimum minister minor miss missed mistake modern month mood moon moreover mouth movement multiple \
     mum mutual mystery nail naked nation national native neck negative nephew nervous nine nineteen ninety ninth nod \
     normal normally nose notebook noun object obtain obvious obviously occasion occur odd offer offered offers okay \
     opinion opportunity oppose opposite option ordinary original ourselves themself themselves myself yourself \
     ourselfs outcome outline overall owner owners package page pain paint pair panel paragraph parcel pardon partly \
     party passage past patience pattern pause peace pen pencil perfect perform performance personal persuade phase \
     phrase physical picked piece pieces pin pink pity placed plain pleasant pleased pleasure plenty plot pocket poem \
     poet pole polite political politician pool pop popular population position positive possess possibility post \
     pour practical praise pray prefer preparation prepare presence president press pretty prevent previous pride \
     prime print prize probably proceed professor progress promise promised prompt proof proposal propose proposed \
     proud prove provide provided pull purchase pure purpose push puzzle quantity queen quit race radio raise ran \
     range rapid rapidly rare rarely ratio reader realise reasonable recall receipt recent recently reckon recognise \
     recommend reduce refer reflect regard regular regularly reject related relation relative relax release reliable \
     relief rely remark remind represent require requirement respect respond response responsible restore return \
     review reward rid ride risk roll root rope rough roughly route rub rude ruin rush sad sake satisfied satisfy \
     scale scarcely scene science scientist score search secret secretary secure seek seldom select self senior sense \
     sentence series servant session settle seven seventeen seventh seventy severe shadow shake shame shape sheet \
     shelf shift shine shirt shock shoe shoot shoulder shout shut sight signature silence silent silver similar \
     simply single sister sitting situation six sixteen sixth sixty slight slightly slip slowly smile smooth social \
     society soft somebody somehow son song sorry soul speaker special specific speech speed spirit spite split spoke \
     spoken spot spread square stair stamp star stare statement stayed steady stick stiff stock stone stood straight \
     strange stranger stretch strict strike string strip structure struggle stuck stupid style subject submit succeed \
     success successful sudden suddenly suffer sufficient suggest suggestion suit suitable sum superior supper \
     suppose surprise surprised surround suspect sweet swim sympathy target task tea tear technique technology \
     telephone television ten tend tent term terms terrible text theatre theory thick thin third thirteen thirty \
     thorough thought thousands threat threaten thumb thus ticket tight till tiny tongue tonight topic tough track \
     tradition traditional translate truth twelve twenty twice twin typical ugly uncle understand understanding \
     understood unfortunately uniform union unique unite unknown unless unlike unlikely unusual upper upset urgent \
     usual vain valley valuable variety various vary vast version victim view voice vote wake wander weak wealth wear \
     wedding weekly weight welcome west western east eastern north northern south southern wheel whenever wherever \
     white whoever wide widely wife wild willing win window wine wing wise wonderful worn worth worthy wound wrap \
     writer written wrote yellow yield youth zero percent metres hectare hectares tonne tonnes ton tons litre litres \
     kilo kilos cubic foreman everybody nineties eighties seventies lately sometime altogether",
    "人口 可能 関係 理由 結果 内容 条件 目的 意見 情報 部分 状態 種類 規模 期間 期限 開始 終了 決定 確認 参加 準備 \
     相談先 連絡先 手伝 協力 支援 依頼 興味 関心 経験 知識 件 点 面 組 台 枚 本 個 回 度 トン キロ メートル 平米 円 \
     万円 億円 ドル 万 千 百 十 二 三 四 五 六 七 八 九 半分 半年 一年 二年 三年 十年 来年 来年度 去年 昨年 毎回 \
     来月 先月 先週 来週 地区 地域 近所 周 周辺 場所 所 街 先方 部署 局 課 部 係 役所 課長 局長 市長 議会 議員 部長 \
     上司 同僚 若手 社員 従業員 仲間 皆 誰 彼 男 女 女性 男性 家族 仕事 作業 業務 生活 暮 言葉 考え 気持ち 本当 実際 \
     特 例 全然 結局 既 以前 以外 以内 約 他 別 同 違 安 簡単 難 無理 十分 必 正直 恐縮 存 伺 尋 頂 申 届 送 受 \
     渡 払 買 売 動 止 進 開 閉 待 急 慣 任 頼 助 守 決 選 比 調 残 超 越 達 至 立 座 歩 走 落 切 押 引 一 \
     一つ 二つ 三つ 一人 二人 三人 半 半日 一日 二日 三日 最初 最後 理解 意味 想像 相当 非常 当然 普通 通常 一般 特別 \
     同様 自由 勝手 責任 役 役割",
    "年 月 一个 两 亿 以后 问题 需要 怎样 人员 干部 领导 市里 处 科 大约 左右 之间 每周 每月 今年 明年 请教 资料 \
     办法 建议 计划 合作 很多 一些 许多 多年 几年 最近 目前 各 个",
];

static EVERYDAY_WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let words = EVERYDAY.iter().flat_map(|words| words.split_whitespace());
    words.flat_map(|word| [word.to_owned(), super::ENGLISH.stem(word).into_owned()]).collect()
});

/// Tells whether a folded word or a stem is an everyday one.
pub(super) fn is_everyday(word: &str) -> bool {
    EVERYDAY_WORDS.contains(word)
}

static WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| EMPTY.iter().flat_map(|words| words.split_whitespace()).collect());

/// Tells whether a folded word carries no meaning of the field.
pub(super) fn is_empty_word(word: &str) -> bool {
    WORDS.contains(word)
}
