# ニーズから読み取った制約、それにより外れるもの、個々の技術・制度の位置づけ。
limit-missing = { $what }：なし
limit-present = { $what }：あり
limit-amount = { $unit }の数量
limit-by-hand = 手動で追加

standing-rank-offerings = 技術・ノウハウの中で{ $rank }番目です。
standing-rank-schemes = 支援制度の中で{ $rank }番目です。
standing-rank-precedents = 類似事例の中で{ $rank }番目です。
standing-forbidden = 支援制度の中で{ $rank }番目ですが、満たさない要件があります。
standing-ruled-out = 一覧にありません。ニーズの制約により外れます。
standing-shut = 一覧にありません。満たさない要件があり、ほかに有利な点もわずかです。
standing-nothing = 一覧にありません。このニーズと結びつく記録がありません。
standing-against = 一覧にありません。有利な点より不利な点が上回ります。
standing-behind = { $best }が先に立っています。点差の大きいもの：{ $criteria }

match-why = 理由
match-standing = この位置にある理由
match-standing-of = 「{ $title }」の位置づけ
match-standing-ask = ここにないものについて調べる
match-standing-id = 技術・ノウハウまたは支援制度の名称かID
match-standing-go = 理由を見る
match-standing-hint = 一覧にあるかどうかにかかわらず、記録にあるすべての技術・ノウハウと支援制度について調べられます。
match-standing-many = どれのことですか
match-standing-unknown = その名称の技術・ノウハウや支援制度は記録にありません。
match-standing-back = 回答に戻る
match-standing-best = 同じ種類で最も近いものとの比較
match-schemes-unasked = 視察だけの希望か、合うものがあるか定かでないため、支援制度は探していません。
match-standing-weighs = ニーズに応えられるか調べる（ニーズの内容）
match-standing-try = 位置づけを見る

match-against = 不利な条件
match-rules = 要件ごとの判定
match-rules-count = 満たす{ $met }件、要確認{ $open }件、満たさない{ $failed }件
match-rules-none = 要件は記録にありません。
match-warning = 要注意
match-stop = 対象外

match-limits = 制約と数量
match-no-limits = 記述なし
match-asked = 求める支援
match-no-asked = 記述なし
match-askers = 相談者
match-no-askers = 記述なし
match-take-away = 取り除く：{ $part }
match-put-back = 元に戻す：{ $part }
match-make-sure = 該当する：{ $part }
match-taken-away = 取り除いたもの
match-by-hand = 手動で追加
match-correct = 読み取った内容を直す
match-correct-hint = ×印で取り除き、読み取れなかったものは追加できます。回答はそれに従い、アドレスにも残ります。
match-add-subject = 主題を言葉で追加
match-add-sector = 分野を追加
match-add-part = 制約、求める支援、相談者を追加
match-add-none = なし
match-add-limits = 制約
match-add-forms = 求める支援
match-add-askers = 相談者
match-add-go = 追加する
match-no-subject = 「{ $words }」という主題は見つかりませんでした。何も追加していません。

match-ruled-out = 制約により外れたもの
match-ruled-out-note = 内容は近いものの、ニーズに書かれた制約により外れたものです。制約が当たらない場合は、上で取り除いてください。
match-left-out = 内容は近いものの、制約により{ $count }件を外しました。
match-why-here = 理由

match-kinds = 技術・ノウハウの種類
match-all-kinds = すべての種類
match-kind-none = この種類で近いものは記録にありません。

match-compare-pick = 比較する：{ $title }
match-compare-short = 比較
match-compare-go = 選んだ2件を比較する
match-compare-hint = 2件を選ぶと並べて比較できます。
match-compare = 二つの回答の比較
match-compare-two = 比較するものをちょうど2件選んでください。
match-compare-what = 比較する項目
match-compare-score = 合計点
match-compare-reasons = 理由ごとの点
match-compare-facts = 記録の内容
match-compare-package = 体制・資金・枠組み・先例
match-compare-caption = 一つのニーズに対する二つの回答の項目ごとの比較

match-knowers = 知っていそうなところ
match-knowers-note = このニーズの分野で取組のある団体が加盟するネットワークです。
match-knowers-home = 当市が加盟するネットワークです。
match-knower-members = この分野で案件のある会員{ $count }件：{ $members }
match-short-of = 触れていない主題：{ $concepts }

match-timeline = 年ごとに見た過去のニーズと案件
match-refreshing = 入力に合わせて回答が変わります。
