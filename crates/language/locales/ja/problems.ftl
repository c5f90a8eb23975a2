# 入力データの誤り：何が見つかり、何を想定し、どうすればよいか。
problem-unreadable-file = ファイルを読み込めません（{ $found }）。存在すること、他で開いていないこと、閲覧権限があることを確認してください。
problem-unreadable-text = 文字コードがUTF-8、UTF-16、CP932のいずれでもありません。「CSV UTF-8」形式で保存してください。
problem-unreadable-turtle = { $asks ->
    [yes] 「{ $found }」をTurtle形式として読み取れません。読み取り結果：{ $expected }。この行を直してください。
   *[no] 「{ $found }」をTurtle形式として読み取れません。この行を直してください。
}
problem-unknown-property = シソーラスで使わない属性「{ $found }」のため、読み飛ばしました。
problem-repeated-label = 「{ $found }」は同じ言語で二つ目の優先ラベルです。一方を代替ラベルにしてください。
problem-circular-concept = 概念「{ $found }」が、直接または他の概念を介して、自分自身の上位になっています。上位概念の指定を訂正してください。
problem-ignored-file = { $asks ->
    [yes] 「{ $found }」という名前の記録の種類がないため、このファイルは読み飛ばしました。使用できる名前：{ $expected }。
   *[no] 「{ $found }」という名前の記録の種類がないため、このファイルは読み飛ばしました。
}
problem-nothing-to-import = { $asks ->
    [yes] 取り込めるファイルがフォルダーにありません。想定しているファイル：{ $expected }。
   *[no] 取り込めるファイルがフォルダーにありません。
}
problem-unknown-column = { $asks ->
    [yes] この種類の記録に「{ $found }」という列はありません。列名を直すか、列を削除してください。使用できる列：{ $expected }。
   *[no] この種類の記録に「{ $found }」という列はありません。列名を直すか、列を削除してください。
}
problem-repeated-column = 見出しに「{ $found }」の列が重複しています。一方を削除してください。
problem-missing-column = 「{ $expected }」の列がありません。必須の列ですので追加してください。
problem-wrong-cell-count = { $asks ->
    [yes] この行のセル数は{ $found }です（見出しは{ $expected }）。カンマの過不足、または引用符の漏れがないか確認してください。
   *[no] この行のセル数は{ $found }です。カンマの過不足、または引用符の漏れがないか確認してください。
}
problem-cell-too-long = { $asks ->
    [yes] セルの文字数が上限を超えています（先頭：「{ $found }」）。上限：{ $expected }。短くしてください。
   *[no] セルの文字数が上限を超えています（先頭：「{ $found }」）。短くしてください。
}
problem-open-quote = ここで始まる引用符が閉じられていません。閉じる引用符を付けてください。
problem-missing-value = 必須の項目が空欄です。入力してください。
problem-unknown-code = { $asks ->
    [yes] 「{ $found }」はコード表にありません。使用できるコード：{ $expected }。
   *[no] 「{ $found }」はコード表にありません。
}
problem-unreadable-date = { $asks ->
    [yes] 「{ $found }」を日付として読み取れません。例：{ $expected }。
   *[no] 「{ $found }」を日付として読み取れません。
}
problem-no-such-day = 「{ $found }」という日は存在しません。月と日を確認してください。
problem-period-not-date = { $asks ->
    [yes] 「{ $found }」は期間です。一つの日付を入力してください。例：{ $expected }。
   *[no] 「{ $found }」は期間です。一つの日付を入力してください。
}
problem-period-reversed = { $asks ->
    [yes] 「{ $found }」は終了が開始より前です。正しい範囲：{ $expected }。日付を入れ替えるか、訂正してください。
   *[no] 「{ $found }」は終了が開始より前です。日付を入れ替えるか、訂正してください。
}
problem-unreadable-number = { $asks ->
    [yes] 「{ $found }」を数値として読み取れません。例：{ $expected }。
   *[no] 「{ $found }」を数値として読み取れません。
}
problem-grouped-number = { $asks ->
    [yes] 「{ $found }」に桁区切りのカンマがあります。カンマなしで入力してください。（例：{ $expected }）
   *[no] 「{ $found }」に桁区切りのカンマがあります。カンマなしで入力してください。
}
problem-range-reversed = 範囲「{ $found }」は大小が逆です。小さい数を先に書いてください。
problem-out-of-range = { $asks ->
    [yes] 「{ $found }」は取り得る範囲の外です。正しい範囲：{ $expected }。
   *[no] 「{ $found }」は取り得る範囲の外です。
}
problem-blank-in-list = 一覧「{ $found }」に空の項目があります。余分なセミコロンを削除してください。
problem-malformed-id = { $asks ->
    [yes] 「{ $found }」はIDとして使用できません。形式：{ $expected }。英小文字、数字、ハイフンを使ってください。
   *[no] 「{ $found }」はIDとして使用できません。英小文字、数字、ハイフンを使ってください。
}
problem-wrong-prefix = { $asks ->
    [yes] ID「{ $found }」の先頭が、この種類の記録のものではありません。先頭は「{ $expected }」です。
   *[no] ID「{ $found }」の先頭が、この種類の記録のものではありません。
}
problem-repeated-id = { $asks ->
    [yes] ID「{ $found }」が重複しています。初出：{ $expected }。一方のIDを変えてください。
   *[no] ID「{ $found }」が重複しています。一方のIDを変えてください。
}
problem-taken-id = { $asks ->
    [yes] ID「{ $found }」は別の種類の記録（{ $expected }）で使われています。別のIDにしてください。
   *[no] ID「{ $found }」は別の種類の記録で使われています。別のIDにしてください。
}
problem-unknown-reference = { $asks ->
    [yes] ID「{ $found }」の記録がありません。対象の種類：{ $expected }。その記録を追加するか、IDを訂正してください。
   *[no] ID「{ $found }」の記録がありません。その記録を追加するか、IDを訂正してください。
}
problem-wrong-reference-kind = { $asks ->
    [yes] 「{ $found }」は、ここに指定できない種類の記録です。指定できる種類：{ $expected }。
   *[no] 「{ $found }」は、ここに指定できない種類の記録です。
}
problem-circular-place = 場所が、直接または他の場所を介して、自分自身に含まれています。「属する地域」を訂正してください。
problem-missing-partner = { $asks ->
    [yes] この項目が空欄ですが、「{ $expected }」の入力に必要です。両方入力するか、両方空欄にしてください。
   *[no] この項目が空欄ですが、入力に必要です。両方入力するか、両方空欄にしてください。
}
problem-not-own = ご自身の担当ではない記録になります。ご自身の都市または団体を選んでください。
problem-unknown-document = 「{ $found }」として引用される資料がありません。出典は文字列として残します。リンクするには資料を追加してください。
problem-unknown-unit = 単位「{ $found }」は登録されていません。そのまま残します。
problem-no-source = 出典がありません。「出典なし」と表示します。資料があれば出典を追加してください。
problem-not-a-workbook = 読み込めるExcelブック（.xlsx）ではありません（{ $found }）。表計算ソフトで開き、パスワードがあれば外して、「Excelブック（.xlsx）」形式で保存してください。
problem-workbook-macros = ブックにマクロが含まれています（{ $found }）。マクロは取り込めません。「Excelブック（.xlsx）」形式で保存してください。
problem-workbook-too-large = { $asks ->
    [yes] 展開後のブックが大きすぎます（{ $found }）。上限：{ $expected }。分けて取り込むか、コマンドからCSVで取り込んでください。
   *[no] 展開後のブックが大きすぎます（{ $found }）。分けて取り込むか、コマンドからCSVで取り込んでください。
}
problem-too-many-rows = { $asks ->
    [yes] 行が多すぎます。上限：{ $expected }。分けて取り込むか、コマンドからCSVで取り込んでください。
   *[no] 行が多すぎます。分けて取り込むか、コマンドからCSVで取り込んでください。
}
problem-ignored-sheet = 「{ $found }」という名前の記録の種類がないため、このシートは読み飛ばしました。
problem-hidden-sheet = シート「{ $found }」は非表示のため読み飛ばしました。取り込む場合は再表示してください。
problem-formula-cell = セルに数式が入っています（{ $found }）。値に置き換えてください。
problem-error-cell = セルが表計算ソフトのエラー値です（{ $found }）。訂正するか空欄にしてください。
problem-date-cell = 入力した内容が表計算ソフトで日付に変換されています（{ $found }）。セルの書式を「文字列」にして入力し直してください。
problem-percent-cell = パーセント表示のセルですが、実際の値は{ $found }です。書式を数値に直し、正しい値を入力してください。
problem-merged-cells = この行に結合セルがあり（{ $found }）、他のセルの値が分かりません。結合を解除してください。
problem-not-allowed = あなたの役割ではこの変更はできません。

problem-hint = { $text }「{ $hint }」ではありませんか。
problem-at-file = { $file }
problem-at-line = { $file } { $line }行目
problem-at-column = { $file } { $column }列
problem-at-cell = { $file } { $line }行目 { $column }列
problem-error = 誤り
problem-remark = 注意
count-faults = { $count ->
    [0] 誤りなし
   *[other] 誤り{ $count }件
}
count-remarks = { $count ->
    [0] 注意なし
   *[other] 注意{ $count }件
}
