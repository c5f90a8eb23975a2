# ほかのページを示せないときのページ。題名、起きたこと（-what）、次にすること（-todo）。
error-parameter = このアドレスの指定は使えません
error-parameter-what = アドレスの「?」より後ろに、使えない部分があります。
error-parameter-todo = その部分を直すか取り除いて、もう一度開いてください。
error-parameter-name = アドレスの部分
error-parameter-found = 指定された値
error-parameter-blank = なし
error-parameter-expected = 使える値
error-expected-name = この名前は使えません。使える名前：
error-expected-one-of = 次のいずれか：
error-expected-id = { $kind }の ID（英小文字、数字、ハイフン。例：phnom-penh）
error-expected-any-page = 1 以上のページ番号
error-expected-page = 1 から { $last } までのページ番号
error-expected-year = 4桁の西暦年（例：1999）
error-expected-text = { $most } 文字以内の文字列

error-malformed = この要求は読み取れません
error-malformed-what = 要求の形式が正しくありません。
error-malformed-todo = 前のページに戻って、もう一度お試しください。

error-missing = ページが見つかりません
error-missing-what = このアドレスの記録やページはありません。アドレスの誤りか、記録の名前が変わった可能性があります。
error-missing-todo = アドレスを確かめるか、名前で検索してください。

error-method = このページはこの方法では使えません
error-method-what = アドレスは正しいですが、この種類の要求は受け付けません。
error-method-todo = リンクかアドレスから開いてください。

error-large = 送信された内容が大きすぎます
error-large-what = このページで受け付けられる大きさを超えています。
error-large-todo = 文章を短くするなどして、もう一度送ってください。

error-address = アドレスが長すぎます
error-address-what = サーバーが読み取れる長さを超えています。
error-address-todo = 絞り込みを減らすか、検索の言葉を短くしてください。

error-head = 要求が大きすぎます
error-head-what = ブラウザーから送られた付随情報（主にクッキー）が、読み取れる大きさを超えています。
error-head-todo = ブラウザーでこのサイトのクッキーを削除して、もう一度開いてください。

error-unavailable = 現在、記録を表示できません
error-unavailable-what = サーバーが混み合っているか、ディスクに空きがありません。保存済みの内容は失われていません。
error-unavailable-todo = 1分ほど待ってから開き直してください。続く場合はサーバーの管理者にお知らせください。

error-internal = サーバーで問題が起きました
error-internal-what = ページを表示できませんでした。保存済みの内容は失われていません。原因はサーバーの記録に残っています。
error-internal-todo = もう一度開いてください。続く場合は、アドレスと時刻をサーバーの管理者にお知らせください。

error-desk = デスクへ
