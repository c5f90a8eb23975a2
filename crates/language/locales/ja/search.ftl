# 記録全体の検索。
find-title = 検索
find-title-of = 検索：{ $text }
find-lead = 都市、事業、ニーズ、技術・ノウハウ、協定、資料など、すべての記録を、書かれているどの言語でも探せます。
find-words = 探す言葉
find-summary = { $count }件見つかりました
find-nothing = この言葉を含む記録はありません。
find-loosened = すべての言葉を含む記録はありません。一部の言葉を含む記録を示します。
find-kinds = 見つかった記録の種類
find-rest = 一覧ですべて見る：{ $kind }
find-hint-languages = 日本語でも英語でも探せます。大文字・小文字、全角・半角、アクセント記号は区別しません。
find-hint-slips = 小さなつづりの誤りは許容します。
find-hint-fewer = 言葉を減らすと、より多く見つかります。
find-hint-lists = 一覧から探すこともできます：
