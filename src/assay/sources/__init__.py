"""Where facts come from. A source fetches and says where from; it judges nothing and knows no instrument."""
