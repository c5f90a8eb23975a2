# コード表の名称（国・地域と通貨を除く）。
code-place-kinds-region = 地域
code-place-kinds-country = 国
code-place-kinds-city = 都市
code-place-kinds-site = 施設・地点

code-organisation-kinds-local-government = 地方自治体
code-organisation-kinds-utility = 公営事業体
code-organisation-kinds-company = 企業
code-organisation-kinds-association = 協会・団体
code-organisation-kinds-ministry = 省庁
code-organisation-kinds-development-agency = 開発協力機関
code-organisation-kinds-bank = 銀行
code-organisation-kinds-un-agency = 国連機関
code-organisation-kinds-network = ネットワーク
code-organisation-kinds-ngo = NGO
code-organisation-kinds-university = 大学
code-organisation-kinds-research-institute = 研究機関
code-organisation-kinds-school = 学校
code-organisation-kinds-other = その他

code-policy-levels-international = 国際
code-policy-levels-national = 国
code-policy-levels-city = 市

code-agreement-kinds-sister-city = 姉妹都市
code-agreement-kinds-friendship-city = 友好都市
code-agreement-kinds-comprehensive-agreement = 包括連携協定
code-agreement-kinds-mou = 覚書（MOU）
code-agreement-kinds-letter-of-intent = 基本合意書（LOI）
code-agreement-kinds-joint-statement = 共同声明
code-agreement-kinds-business-agreement = 業務協定
code-agreement-kinds-other = その他

code-offering-kinds-know-how = ノウハウ
code-offering-kinds-technology = 技術
code-offering-kinds-service = サービス
code-offering-kinds-training = 研修
code-offering-kinds-facility = 施設
code-offering-kinds-product = 製品
code-offering-kinds-planning-support = 計画策定支援

code-instruments-technical-cooperation = 技術協力
code-instruments-grant-aid = 無償資金協力
code-instruments-loan = 有償資金協力（融資）
code-instruments-subsidy = 補助金
code-instruments-study-commission = 調査委託
code-instruments-training = 研修
code-instruments-credit-mechanism = クレジット制度
code-instruments-municipal-budget = 市予算
code-instruments-other = その他

code-stages-need = ニーズ把握
code-stages-feasibility = 実施可能性調査
code-stages-demonstration = 実証
code-stages-implementation = 事業実施
code-stages-business = 事業化
code-stages-completed = 完了
code-stages-not-implemented = 未実施

code-activity-kinds-expert-dispatch = 専門家派遣
code-activity-kinds-trainee-acceptance = 研修員受入れ
code-activity-kinds-mayor-visit = 首長等の訪問
code-activity-kinds-site-visit = 視察
code-activity-kinds-mission = ミッション派遣
code-activity-kinds-bilateral-meeting = 二者間協議
code-activity-kinds-seminar = セミナー
code-activity-kinds-workshop = ワークショップ
code-activity-kinds-webinar = ウェビナー
code-activity-kinds-online-exchange = オンライン交流
code-activity-kinds-exhibition = 展示会
code-activity-kinds-survey = 調査
code-activity-kinds-equipment = 機材供与
code-activity-kinds-construction = 工事
code-activity-kinds-award-ceremony = 表彰式
code-activity-kinds-event = 行事

code-benefit-kinds-contract = 受注
code-benefit-kinds-export-support = 海外展開支援
code-benefit-kinds-jobs = 雇用
code-benefit-kinds-staff-skill = 職員の能力向上
code-benefit-kinds-brand = 都市ブランド
code-benefit-kinds-network = 人的ネットワーク
code-benefit-kinds-reimport = 逆輸入（還元）
code-benefit-kinds-citizen-exchange = 市民交流
code-benefit-kinds-tourism-transport = 観光・交通
code-benefit-kinds-other = その他
