exports.named = 'yes';
