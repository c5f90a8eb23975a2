# コマンドラインの表示。
cli-loaded = { $count }件の記録を読み込みました。
cli-unchanged = 変更はありません。
cli-would-change = 追加{ $added }件、変更{ $changed }件、変更なし{ $same }件の見込みです。
cli-changed = 追加{ $added }件、変更{ $changed }件、変更なし{ $same }件。
cli-nothing-stored = 何も保存していません。
cli-serving = Renkeiを起動しました：{ $address }
cli-try = まずお試しください：
cli-stop = 終了するには Ctrl+C を押してください。
