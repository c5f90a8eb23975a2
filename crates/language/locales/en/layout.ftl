# What stands around every page.
layout-skip = Skip to the content
layout-navigation = Main
layout-path = Path
layout-desk = Desk
layout-partners = Partners
layout-needs = Needs
layout-projects = Projects
layout-results = Results
layout-more = More
layout-search = Search
layout-search-label = Search the whole record
layout-search-hint = Search (press /)
layout-demo = Demonstration data
layout-sources = Facts come from the documents named beside them.
layout-sources-link = All sources
layout-licence = Renkei is open software under the Apache License 2.0.
