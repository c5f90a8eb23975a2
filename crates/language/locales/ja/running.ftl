# サーバーの運用（バックアップ、復元、更新、点検）についてのコマンドラインの文。
running-backup-done = { $taken } 時点の { $count } 件の記録をバックアップしました: { $path }
running-backup-attachments = ほか添付ファイル { $count } 件
running-restore-done = { $taken } 時点の { $count } 件の記録を { $path } に復元しました
running-restore-aside = それまでの内容は { $path } に移しました
running-restore-older = この記録は旧版のプログラムが書いたものです。公開の前に `renkei migrate` を実行してください。
running-restore-folder = バックアップはフォルダーに復元します。--database を付けず、--data で指定してください（フォルダー: { $path }）
running-postgres = 記録は PostgreSQL にあり、複製には PostgreSQL のツールを使います
running-hint-postgres = `pg_dump --format=custom --file=renkei.dump` にデータベースのアドレスを付けて複製を取り、`pg_restore` で戻します。更新のときは、そのうえで --no-backup を付けてください（docs/running.md）
running-upgrade-backup = データベースは旧版のものです。先にバックアップを取りました: { $path }
running-upgrade-postgres = データベースのスキーマは版 { $schema } で、これから更新されます。先に複製が必要です
running-refused-foreign = { $what } は Renkei のバックアップではありません
running-refused-damaged = バックアップが壊れているか、途中で切れています: { $what }
running-refused-strange = バックアップにあるはずのないものが入っています: { $what }
running-refused-newer = バックアップは新しい版のプログラム（{ $what }）が書いたものです
running-refused-full = フォルダーが空ではありません: { $what }
running-refused-held = このフォルダーではサーバーが動いています: { $what }
running-refused-there = すでにファイルがあります: { $what }
running-hint-damaged = 何も復元していません。別のバックアップを使ってください
running-hint-full = --data で別のフォルダーを指定するか、--replace で今の内容を移してください
running-hint-held = 先にサーバーを止めてください
running-check-trouble = 二重に持つ値が一致しません: { $what }
running-check-index = 検索用の索引の内容が記録と一致しません。サーバーを止めて `search` フォルダーを削除してください。作り直されます。
running-check-document = 引用されていますが、出典に登録がありません（誤りではありません）: { $what }
