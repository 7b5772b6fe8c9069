"""The subjects of the product, one folder each. An area uses another only through its `queries`
and `commands`.
"""
