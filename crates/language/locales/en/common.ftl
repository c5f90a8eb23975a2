navigation-desk = Desk
search-nothing = Nothing on record matches “{ $query }”.
