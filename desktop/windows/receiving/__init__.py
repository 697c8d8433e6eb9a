"""接收报送: parcels of other offices looked at, decided on, taken in and answered."""
