navigation-partners = 連携都市
